"""One test for many inputs of one kind: it tries them all, and its failure names each that failed."""

import inspect
from functools import wraps

import pytest


def each(names, inputs):
    """Call a test with each of some inputs.

    Args:
        names: the argument that gets an input, or several that get its parts.
        inputs: the inputs.
    """
    wanted = (names,) if isinstance(names, str) else names

    def decorate(test):
        signature = inspect.signature(test)
        fixtures = [name for name in signature.parameters if name not in wanted]

        @wraps(test)
        def run(**given):
            failures = []
            for value in inputs:
                parts = dict(zip(wanted, (value,) if isinstance(names, str) else value, strict=True))
                try:
                    test(**given, **parts)
                except (Exception, pytest.fail.Exception) as failure:  # noqa: BLE001 (all are shown at the end)
                    failure.add_note(f"with {parts!r}")
                    failures.append(failure)
            if failures:
                raise BaseExceptionGroup(f"{len(failures)} of {len(inputs)} inputs failed", failures)

        run.__signature__ = signature.replace(parameters=[signature.parameters[name] for name in fixtures])
        return run

    return decorate
