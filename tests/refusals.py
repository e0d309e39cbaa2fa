"""Wrong values in a row: which of them are not refused."""


def accepted(error, call, cases):
    """Return those of the cases in which a call raises no such error: none, in a test of wrong values."""

    def refused(case):
        try:
            call(case)
        except error:
            return True
        return False

    return [case for case in cases if not refused(case)]
