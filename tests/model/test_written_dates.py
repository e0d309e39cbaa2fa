"""Dates and periods as people write them: each text is read exactly, or refused with what to change."""

import datetime as dt
import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from osce_tracker.errors import PeriodError
from osce_tracker.model.periods import Period, as_day
from osce_tracker.model.written_dates import is_no_date, is_stored, read_days, settles_order
from tests import strategies
from tests.cases import each

#: Each period, and texts of it with a line for each kind.
READ = {
    "2025-Q4": "last quarter of 2025 | final quarter, 2025 | Q4'25 | 4th qtr. 2025 | Qtr 4 2025",
    "2025-Q3": """
        Q3 2025 | q3 2025 | Q3/2025 | Q3-2025 | Q3.2025 | Q 3 2025 | Q.3 2025 | 2025Q3 | 2025 Q3 | 2025/q3
        2025q3 | 3Q 2025 | 3Q2025 | 3Q25 | Q3 25 | Q3 '25 | 3Q'25 | Q3/25 | Q3-25 | 25Q3 | Q3, 25
        2025 (Q3) | Q3, 2025 | third quarter of 2025 | Third quarter 2025 | 3rd quarter, 2025
        Quarter 3 2025 | the third quarter of 2025 | III quarter 2025 | iii quarter 2025 | QIII 2025
        IIIQ 2025 | 2025-QIII | III Q 2025 | 2025 third quarter | 3e trimestre 2025
        troisième trimestre 2025 | 3. Quartal 2025 | terzo trimestre del 2025 | 3º trimestre 2025
        III квартал 2025 г. | 3-й квартал 2025 года | 3 кв. 2025 | tercer trimestre de 2025
        drittes Quartal 2025 | Jul-Sep 2025 | July to September 2025 | July 2025\u2013September 2025
        2025-07/2025-09 | 07/2025-09/2025 | by Q3 2025 | end of Q3 2025
        by the end of the third quarter of 2025 | 2025-07-01/2025-09-30 | in Q3 2025
        01.07.2025 - 30.09.2025 | 1 July to 30 September 2025 | between 1 July 2025 and 30 September 2025""",
    "2025-H1": """
        1H 2025 | 1H25 | H1 2025 | h1 2025 | H1/2025 | HY1 2025 | 2025 H1 | first half of 2025
        1st half 2025 | first half-year of 2025 | 1. Halbjahr 2025 | primer semestre de 2025
        первое полугодие 2025 г. | I полугодие 2025 | Q1-Q2 2025 | Q1\u2013Q2 2025 | Q1/Q2 2025 | Q1-2 2025
        Q1 and Q2 2025 | Q1 2025 - Q2 2025 | 2025 Q1-Q2 | 2025-Q1/2025-Q2 | premier semestre 2025
        prima metà del 2025 | HY1 25 | Q1+Q2 2025 | H1'25 | by the end of the first half of 2025""",
    "2025-H2": """
        HY2 2025 | last half of 2025 | latter half of 2025 | da luglio a dicembre 2025
        2H25 | H2 25 | second half of 2025 | second semestre 2025 | 2025-H2 | Q3-Q4 2025
        Q3/4 2025""",
    "2025": """
        2025.0 | 2025.00 | end of 2025 | by 2025 | by the end of 2025 | end-2025 | in 2025 | year 2025
        the year 2025 | 2025 г. | 2025 год | H1-H2 2025 | by year-end 2025 | January to December 2025
        CY2025 | calendar year 2025 | throughout 2025 | all of 2025 | 2025 (all year) | 2025 [1] | конец 2025
        by the end of 2025 at the latest
        2025. | 2025 | by year end 2025 | bis Ende 2025 | bis zum Ende des Jahres 2025 | fin 2025
        d'ici la fin de 2025 | d\u2019ici à la fin de l\u2019année 2025 | entro fine 2025 | fine 2025
        para finales de 2025 | antes del fin de 2025 | до конца 2025 года | к концу 2025 г. | up to 2025""",
    "2025-07": """
        July 2025 | JULY, 2025 | Jul. 2025 | July-2025 | Jul/2025 | 2025 July | 2025-Jul | 07/2025 | 7/2025
        7.2025 | 07-2025 | 2025/07 | 2025.07 | 2025/7 | VII 2025 | VII.2025 | VII/2025 | by July 2025
        end of July 2025 | July of 2025 | juillet 2025 | juil. 2025 | Juli 2025 | luglio 2025 | lug 2025
        июль 2025 | в июле 2025 года | julio de 2025 | before the end of July 2025 | by end-July 2025
        bis Ende Juli 2025 | bis Juli 2025 | fin juillet 2025 | avant la fin de juillet 2025 | due July 2025
        all July 2025 | end of July 2025* | July 2025 [a]
        entro la fine di luglio 2025 | hasta finales de julio de 2025 | в конце июля 2025 года
        until July 2025 | 2025 (July) | 1-31 July 2025 | 2025\u201307""",
    "2025-05": """
        May 2025 | mai 2025 | Mai 2025 | maggio 2025 | mayo de 2025 | май 2025 | мая 2025 | 5.2025
        V 2025""",
    "2025-02": """
        Feb 2025 | février 2025 | fevrier 2025 | Feber 2025 | febbraio 2025 | февраль 2025 | febrero 2025""",
    "2025-09": """
        Sept. 2025 | Sep 2025 | settembre 2025 | сентябрь 2025 | septiembre 2025 | setiembre 2025""",
    "2025-12-31": """
        31 December 2025 | 31 Dec 2025 | 31 Dec. 2025 | 31-Dec-2025 | 31.Dec.2025 | 31/Dec/2025 | 31Dec2025
        December 31, 2025 | Dec 31st 2025 | Dec. 31 2025 | 31st of December 2025
        the 31st of December, 2025 | 31 december, 2025 | on 31 Dec 2025 | 31.12.2025 | 31. 12. 2025
        31/12/2025 | 12/31/2025 | 31-12-2025 | 31 12 2025 | 2025/12/31 | 2025.12.31 | 2025. 12. 31.
        2025-12-31 | 2025\u201312\u201331 | 20251231 | 12.31.2025 | 31.XII.2025 | 31 XII 2025
        2025 December 31 | 2025-Dec-31 | 31 décembre 2025 | le 31 décembre 2025 | 31. Dezember 2025
        den 31. Dezember 2025 | am 31.12.2025 | 31 dicembre 2025 | 31 декабря 2025 г. | 31 декабря 2025 года
        31-го декабря 2025 | 31 de diciembre de 2025 | el 31 de diciembre de 2025 | Wed 31 Dec 2025
        Wednesday, 31 December 2025 | 31/12/2025 (Wed) | 31/12/2025 Wed | Mittwoch, 31. Dezember 2025
        среда, 31 декабря 2025 г. | mer. 31 décembre 2025 | mercoledì 31 dicembre 2025
        31 December 2025 (Wednesday) | 2025-12-31T00:00:00 | 2025-12-31 00:00:00 | 2025-12-31T09:30:00Z
        2025-12-31T23:30:00.123Z | 2025-12-31T09:30+01:00 | 2025-12-31 09:30:00.000000+00 | 31.12.2025 14:00
        31.12.2025 14.00 Uhr | 31/12/2025 14:00:00 | 12/31/2025 2:30 PM | 31 December 2025 at 10 a.m.
        31 Dec 2025, 10:00-12:00 CET | Wed, 31 Dec 2025 10:00:00 +0100 | 20251231T093000Z
        31 décembre 2025 à 14h30 | 31. Dezember 2025 um 14 Uhr | by 31 December 2025
        until 31 December 2025 | no later than 31 December 2025 | not later than 31.12.2025
        on or before 31 Dec 2025 | 31\u200e/12\u200e/2025 | 31\u00a0December\u00a02025 | 31 DECEMBER 2025
        31 December 2025. | due 31 December 2025 | Due by 31 December 2025 | Deadline: 31 December 2025
        at the latest by 31 December 2025 | 31 December 2025 at the latest | latest 31 December 2025
        by: 31 December 2025 | by COB 31 December 2025 | bis spätestens 31. Dezember 2025
        au plus tard le 31 décembre 2025 | не позднее 31 декабря 2025 г. | к 31 декабря 2025
        31_12_2025 | 31 December 2025* | 31 December 2025 [1] | Wed Dec 31 14:30:15 2025
        Wed Dec 31 14:30:15 CET 2025 | Wed Dec 31 2025 14:30:15 GMT+0100 (Central European Standard Time)
        10:00, 31 December 2025 | 10:00-12:00 31.12.2025 | 10 a.m. on 31 December 2025
        31 décembre 2025, 14 h 30 | 31 de diciembre de 2025 a las 14:30
        2025-12-31T14:30:15+01:00[Europe/Vienna] | 31 December 2025, 14:30 (Vienna time)
        spätestens am 31. Dezember 2025 | bis zum 31. Dezember 2025 | d'ici le 31 décembre 2025
        jusqu'au 31 décembre 2025 | entro il 31 dicembre 2025 | hasta el 31 de diciembre de 2025""",
    "2025-07-01": """
        1er juillet 2025 | 1º luglio 2025 | 1st July 2025 | 2025-7-1 | 1° luglio 2025 | 1 июля 2025
        1.7.2025""",
    "2025-12-02": """
        mar 2 dicembre 2025 | mar. 2 décembre 2025 | Di 2. Dezember 2025 | Tue, Dec 2, 2025 | 2.12.2025""",
    "2025-03-02": """
        Mar 2 2025 | 2 mar 2025 | Mar. 2, 2025 | 2. März 2025 | 2 Maerz 2025 | 2 марта 2025
        Sun 02/03/2025""",
    "2026-01-05": """
        5. Jänner 2026 | 5 gennaio 2026 | 5 января 2026 г. | 5 de enero de 2026 | Jan. 5, 2026
        5 Jan 2026""",
    "2024-02-29": """
        29 Feb 2024 | 29.02.2024 | 29/2/2024 | February 29, 2024 | 2024/02/29 | 29 février 2024""",
    "2025-04-04": "4/4/2025 | 04-04-2025 | 4 4 2025 | 4/4/2025 10:00",
    "2025-12-04/2025-12-05": """
        4-5 December 2025 | 4 \u2013 5 Dec. 2025 | 4 and 5 December 2025 | 4 & 5 December 2025
        December 4-5, 2025 | Dec 4\u20135, 2025 | Dec 4 and 5, 2025 | 4.-5.12.2025 | 4./5.12.2025
        4/5 December 2025 | 4.12.-5.12.2025 | 4.12.2025 - 5.12.2025 | 4 to 5 December 2025
        from 4 to 5 December 2025 | between 4 and 5 December 2025 | 2025-12-04/2025-12-05
        les 4 et 5 décembre 2025 | 2025-12-04/05 | 2025-12-04..2025-12-05 | 2025-12-04--2025-12-05
        4 \u2192 5 December 2025
        2025-12-04 / 2025-12-05 | 2025-12-04 to 2025-12-05 | 2025-12-04 - 2025-12-05 | 2025-12-04-2025-12-05
        Thu 4 - Fri 5 December 2025 | Thursday, 4 Dec \u2013 Friday, 5 Dec 2025 | 4th-5th December 2025
        du 4 au 5 décembre 2025 | vom 4. bis 5. Dezember 2025 | dal 4 al 5 dicembre 2025
        с 4 по 5 декабря 2025 г. | del 4 al 5 de diciembre de 2025 | 4 et 5 décembre 2025
        4 und 5 Dezember 2025 | 4 и 5 декабря 2025 | 4-5.12.2025 | 4 Dec 2025 10:00 - 5 Dec 2025 13:00
        December 4 to December 5, 2025 | 4.\u20135. Dezember 2025 | Dec 4 - 5 2025""",
    "2025-12-30/2025-12-31": """
        30-31/12/2025 | 30/12 - 31/12/2025 | 30.12.-31.12.2025 | 30./31. Dezember 2025 | Dec 30/31, 2025""",
    "2025-07-31/2025-08-01": """
        31 July to 1 August 2025 | 31 July 2025 to 1 August 2025 | 31.07.2025\u201301.08.2025
        31.07.-01.08.2025 | July 31 - August 1, 2025 | 31 July until 1 August 2025
        31 juillet - 1er août 2025 | 31 июля - 1 августа 2025 г.""",
    "2025-12-30/2026-01-02": """
        30 December 2025 - 2 January 2026 | Dec 30, 2025 to Jan 2, 2026 | 30.12.2025-02.01.2026""",
    "2025-07-01/2025-08-31": """
        July-August 2025 | July/August 2025 | July and August 2025 | 2025 July-August
        июль—август 2025 г.""",
    "2025-12-01/2026-01-31": """
        December 2025/January 2026 | Dec 2025 - Jan 2026 | 12/2025-01/2026 | 2025-12 to 2026-01""",
    "2025-10-01/2026-03-31": "Q4 2025 - Q1 2026 | Q4 2025/Q1 2026 | 4Q 2025 to 1Q 2026",
    "2025-01-01/2026-12-31": """
        2025/26 | 2025-26 | 2025\u201326 | 2025/2026 | 2025-2026 | 2025 to 2026 | 2025-2026 гг.""",
    "2021-01-01/2027-12-31": "2021-2027 | 2021\u20132027 | 2021 to 2027 | from 2021 to 2027",
    "2025-12-04/2025-12-08": "between 4 and 8 December 2025 | 4-8 December 2025 | December 4-8, 2025",
}
#: A part of the message, and texts that are refused with it.
REFUSED = {
    "can be 2026-03-05 or 2026-05-03. Write one of them.": """
        05/03/2026 | 5/3/2026 | 05-03-2026 | 5 3 2026 | 05/03/2026 10:00""",
    "can be 2025-03 or 2025-Q3. Write one of them.": "III 2025 | III.2025 | 2025 III",
    "can be 2011-12 or 2011-01-01/2012-12-31.": "2011/12 | 2011\u201312",
    "can be 2025-12-04/2025-12-05 or 2025-04-12/2025-05-12.": "4/12 - 5/12/2025 | 4/12/2025 - 5/12/2025",
    "write the year with four digits": """
        01-02-03 | 12.11.10 | 31.12.25 | 31/12/25 | 31-12-25 | 31 Dec 25 | 31-Dec-25 | Dec-25 | Jul 25
        July '25 | 12/25 | 31 July | July 31 | July | Q3 | first half | 31.12. | 31/12
        4-5.12.25 | 31 декабря | 31. Dezember | May 4, '25 | July 31 20:25 | MC.DEC/1/25 | 99 July""",
    "June 2025 has 30 days": """
        31 June 2025 | June 31, 2025 | 31.06.2025 | 31/6/2025 | 2025/06/31 | 31.VI.2025 | 20250631""",
    "February 2025 has 28 days": """
        29 Feb 2025 | 29.02.2025 | 29 février 2025 | 30-31 Feb 2025 | Feb 27 - 30, 2025 | 2025-02-29""",
    "December 2025 has 31 days": """
        32 December 2025 | 0 December 2025 | 99.12.2025 | 32.XII.2025 | December 32, 2025""",
    "there is no month": """
        2025-13 | 2025-00 | 2025/13 | 13/2025 | 13.2025 | 2025-31-12 | 2025/31/12 | 31/13/2025 | 31.13.2025
        00.00.2025 | 20251301 | 2025/27 | 0/0/2025 | 2025.13.01""",
    "there is no year 0": "0000 | 0000-01",
    "has the wrong weekday: 2025-12-31 is a Wednesday, not a Tuesday": """
        Tue 31 Dec 2025 | 31/12/2025 (Tuesday) | Di 31.12.2025""",
    "ends before it begins": """
        5-4 December 2025 | 31 July 2025 to 30 July 2025 | 2025-08-01/2025-07-31
        30 December - 2 January 2026 | August-July 2025 | December/January 2026 | Q4-Q1 2025 | 2025 to 2024
        4.-3.12.2025""",
    "leaves out what is between. Write 2025-12-04/2025-12-08": """
        4 and 8 December 2025 | 4/8 December 2025 | Dec 4 & 8, 2025""",
    "with the digits 0 to 9": "٢٠٢٥ | ２０２５ | 2025-0٧ | २०२५ | 2025² | Ⅲ 2025 | 31 July ２025 | 二〇二五",
    "such as 2025-Q4.": "last quarter | the current quarter | Previous Quarter",
    "such as 2025-12.": "next month",
    "such as 2025.": "this year",
    "knows today's date, so write the period itself, such as 2025-12-31.": "now | today | tomorrow",
    "Try 2025-Q4.": "Q4 2025x | maybe 2025-Q4 | Q4 2025?",
    "Use a form such as 2025, ": """
        soon | summer 2025 | Easter 2025 | winter 2025/26
        week 3 2025 | 2025-W10 | 2025W10 | 2025-060 | 12:30 | 10:00 | 1990s | 2020s | '25 | 25 | 202507
        45869 | -1 | -2025 | 2025- | 2025.5 | 2025.7 | 2025,0 | 2.025 | 2025.123 | 1e3 | 10000 | 2025:03:04
        None | x 2025 | X 2025 | 2025-x | 2025-X | 31.x.2025 | xx.12.2025 | ??.12.2025 | 2025? | ~2025
        c. 2025 | circa 2025 | about July 2025 | early 2025 | mid-2025 | late July 2025 | mid July 2025
        before June 2025 | before 30 June 2025 | after June 2025 | since 2025 | from 2025 | from July 2025
        from | 2025 onwards | 2025+ | beginning of July 2025 | start of 2025 | end of | by | until
        end of year | FY2025 | FY25 Q3 | fiscal year 2025 | AY 2025/26 | Q5 2025 | 5Q 2025 | Q0 2025
        Q9 2025 | H3 2025 | 3H25 | third half of 2025 | Q325 | Q3 75 | Q3 5 | 1h30 | 1h25 | 14h30 | 10-Q 2
        first three quarters of 2025 | last day of June 2025 | S1 2025
        9M 2025 | 6 months 2025 | T3 2025
        first of 2025 | first half of July 2025 | 3th July 2025 | 21th July 2025 | 2st July 2025
        July 312025 | 31122025 | 12312025 | 1 July 31 2025 | 31 July August 2025 | 31 July 2025 2026
        July July 2025 | 4-5-6 May 2025 | 4, 5 and 6 December 2025 | 2023 to 2024 to 2025 | 2025 to
        to 2025 | 2025 to soon | soon to 2025 | 4-2025-12 | 2024-2025 Q1 | Q3 2025/26 | 2025/26 Q3
        Q1 2025 to December 2025 | 2025-07/2025-07-31 | 2025-07-31/ | /2025-07-31
        2025-07-31/2025-08-01/2025-08-02 | 2025-01-01/P3M | 2025-07-31/.. | 7-8/2025 | 10-11 2025 | 3-4 2025
        July 2025 10:00 | 2025 10:00 | 2025-12-31T24:00 | 31.12.2025 25:00 | 31.12.2025 9:5
        2025-12-31 10:61 | 31 July 2025, Vienna | 31 July 2025 (tbc) | TBC 2025 | approx. 31 July 2025
        not before 31 July 2025 | 2025 or 2026 | 31 July or 1 August 2025 | July or August 2025
        either 2025 | within 2025 | every July 2025 | =DATE(2025,7,31) | ſeptember 2025 | 1 ſept 2025
        1ſt July 2025 | 3̶1 July 2025 | 31 July 2025\u202e | M07 2025 | R03 Q 2025 | W3 31 December 2025
        31 Jul 25 2025 | Juli-Quartal 2025 | 2025 May-be | Maybe 2025 | may I 2025 | 1.1.0001 | 31 July 3025
        4., 5. und 6. Dezember 2025 | 4., 5.-6. Dezember 2025 | 4., 5. bis 6. Dezember 2025
        4.5.-6. Dezember 2025 | до 30 июня 2025 | avant le 30 juin 2025 | vor dem 30. Juni 2025 | ended 2025
        due before June 2025 | antes del 30 de junio de 2025
        2025-12-04.. | ..2025-12-04 | 2025... | 2025-12-04-05 | 2025-1[2] | 10:00 July 2025
        calendar week 3 2025 | at the earliest 31 July 2025 | 31 July 2025 at the earliest
        latest before June 2025 | 31 July 2025 14:30 next time
        semester 2 2025 | 2nd semester 2025 | school year 2025/26 | Q3 2025 Q4 2025""",
}


def texts_of(table):
    """Yield each text of a table with its key."""
    for key, block in table.items():
        for line in block.split("\n"):
            yield from ((key, text.strip(" ")) for text in line.split("|") if text.strip(" "))


#: Spaces of any kind are spaces.
READ_TEXTS = [*texts_of(READ), ("2025-12-31", " 31\n December\t2025 ")]
REFUSED_TEXTS = [*texts_of(REFUSED), ("Use a form such as 2025, ", ""), ("Use a form such as 2025, ", " \n")]


@each(("period", "text"), READ_TEXTS)
def test_what_people_write_is_read(period, text):
    """Each text is the period that it means, for the API as in a spreadsheet."""
    assert period == str(Period(text))
    assert (Period(text).first, Period(text).last) == read_days(text)


@each(("reason", "text"), REFUSED_TEXTS)
def test_what_is_unsure_is_refused(reason, text):
    """What is no date, or can be read in two ways, is refused with the reason, and never guessed at."""
    with pytest.raises(PeriodError) as caught:
        Period(text)
    assert (text, True) == (caught.value.value, repr(text) in str(caught.value))
    assert reason in str(caught.value)


def test_the_lists_are_long_enough():
    """The lists cover many forms, and no text is in both."""
    read, refused = {text for _, text in READ_TEXTS}, {text for _, text in REFUSED_TEXTS}
    assert (True, True, set()) == (len(read) > 250, len(refused) > 250, read & refused)


def test_readings_of_an_ambiguous_date():
    """The error has both readings as stored forms; other errors have none."""
    with pytest.raises(PeriodError) as caught:
        as_day("05/03/2026")
    assert ("2026-03-05", "2026-05-03") == caught.value.readings
    with pytest.raises(PeriodError) as caught:
        Period("soon")
    assert () == caught.value.readings


@each(
    ("text", "first", "second"),
    [
        ("05/03/2026", "2026-03-05", "2026-05-03"),
        ("05-03-2026 10:00", "2026-03-05", "2026-05-03"),
        ("4/12 - 5/12/2025", "2025-12-04/2025-12-05", "2025-04-12/2025-05-12"),
        ("31/12/2025", "2025-12-31", None),
        ("12/31/2025", None, "2025-12-31"),
        # Full stops mean the day first, but not in a column that has the month first.
        ("05.03.2026", "2026-03-05", None),
        ("31.12.2025", "2025-12-31", "2025-12-31"),
        ("12.31.2025", None, "2025-12-31"),
        ("2026/03/05", "2026-03-05", "2026-03-05"),
        ("5.III.2026", "2026-03-05", "2026-03-05"),
        ("5 March 2026", "2026-03-05", "2026-03-05"),
    ],
)
def test_the_order_of_day_and_month_may_be_known(text, first, second):
    """With the day or the month first a date has one reading, or none in the calendar."""
    for day_first, expected in ((True, first), (False, second)):
        if expected is None:
            with pytest.raises(PeriodError):
                read_days(text, day_first=day_first)
        else:
            assert read_days(expected) == read_days(text, day_first=day_first)


@each(
    ("texts", "order"),
    [
        (["15/01/2026", "26/02/2026", "05/03/2026"], True),
        (["05/03/2026", "03/15/2026"], False),
        (["05/03/2026", "4/4/2026", "2026-03-15", "15 March 2026", "soon", "", "31/12/25"], None),
        (["15/01/2026", "01/15/2026"], None),
        (["05.03.2026", "12.31.2026"], False),
        (["15.01.2026"], None),
        (["30-31/12/2025"], True),
        ([], None),
    ],
)
def test_a_column_settles_the_order(texts, order):
    """Dates that can only be read one way settle those of their column, unless they contradict each other."""
    assert order is settles_order(texts)
    assert order is settles_order(iter(texts[::-1]))


@each(
    "text",
    [
        *("n/a", "N/A", "n.a.", "tbd", "TBD", "t.b.c.", " Tbc. ", "-", "\u2013", "\u2014", "?", "none"),
        *(
            "ongoing",
            "On-going",
            "No deadline",
            "To be determined",
            "not yet decided",
            "...",
            "s.o.",
            "laufend",
        ),
    ],
)
def test_words_for_no_date(text):
    """Words for no date are known, and are no period."""
    assert is_no_date(text)
    with pytest.raises(PeriodError):
        Period(text)


@each("text", ["", " ", "soon", "2025", "July", "done", "tbd 2025", "nothing"])
def test_other_words_say_nothing_of_dates(text):
    """An empty text, a date and any other word don't say that there is no date."""
    assert not is_no_date(text)


# ---------------------------------------------------------------- properties


def months(names):
    """Return the names of the months by number."""
    return dict(enumerate(names.split(), 1))


LONG = months("January February March April May June July August September October November December")
FRENCH = months("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")
RUSSIAN = months("января февраля марта апреля мая июня июля августа сентября октября ноября декабря")
GERMAN = months("Januar Februar März April Mai Juni Juli August September Oktober November Dezember")
ITALIAN = months(
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
)
SPANISH = months("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")
ROMAN = months("I II III IV V VI VII VIII IX X XI XII")
DAY_FORMS = [
    lambda d: f"{d.day} {LONG[d.month]} {d.year}",
    lambda d: f"{LONG[d.month]} {d.day}, {d.year}",
    lambda d: f"{d.day:02}-{LONG[d.month][:3].upper()}-{d.year}",
    lambda d: f"{d:%A}, {d.day} {LONG[d.month]} {d.year}",
    lambda d: f"{d.day}{'er' if d.day == 1 else ''} {FRENCH[d.month]} {d.year}",
    lambda d: f"{d.day} {RUSSIAN[d.month]} {d.year} г.",
    lambda d: f"{d.day}. {GERMAN[d.month]} {d.year}",
    lambda d: f"il {d.day} {ITALIAN[d.month]} {d.year}",
    lambda d: f"{d.day} de {SPANISH[d.month]} de {d.year}",
    lambda d: f"{d.day}.{d.month}.{d.year}",
    lambda d: f"{d.day:02}. {d.month:02}. {d.year}",
    lambda d: f"{d.day}.{ROMAN[d.month]}.{d.year}",
    lambda d: f"{d.year}/{d.month}/{d.day}",
    lambda d: f"{d:%Y%m%d}",
    lambda d: f"{d}T23:59:59Z",
    lambda d: f"{d} 00:00:00",
    lambda d: f"no later than {d.day} {LONG[d.month]} {d.year}",
]
QUARTER_FORMS = [
    *("Q{n} {y}", "{n}Q{y}", "{y}Q{n}", "{n}Q{s:02}", "Q{n} '{s:02}"),
    *("{word} quarter of {y}", "Q{roman} {y}"),
]
JOINTS = [" to ", " - ", "\u2013", " until "]
WITHIN = ["{a}-{b} {m} {y}", "{m} {a}\u2013{b}, {y}", "{a}.-{b}.{n}.{y}", "{a} to {b} {m} {y}"]
ORDINALS = ["", "first", "second", "third", "fourth"]
recent = st.dates(dt.date(2000, 1, 1), dt.date(2049, 12, 31))


@given(recent, st.sampled_from(DAY_FORMS))
def test_days_are_read_back(day, form):
    """A day in any of the usual forms is that day, and never another."""
    assert Period(day) == Period(form(day))
    assert day == as_day(form(day))


@given(recent, st.integers(0, 60), st.sampled_from(DAY_FORMS[:12]), st.sampled_from(JOINTS))
def test_spans_are_read_back(first, length, form, joint):
    """Two days with a word or dash between are the span from one to the other."""
    last = first + dt.timedelta(days=length)
    assert Period.between(first, last) == Period(form(first) + joint + form(last))


@given(recent, st.integers(1, 20), st.sampled_from(WITHIN))
def test_spans_within_a_month_are_read_back(first, length, form):
    """Month and year may stand once."""
    last = first + dt.timedelta(days=length)
    if last.month == first.month:
        text = form.format(a=first.day, b=last.day, m=LONG[first.month], n=first.month, y=first.year)
        assert Period.between(first, last) == Period(text)


@given(st.integers(2000, 2049), st.integers(1, 4), st.sampled_from(QUARTER_FORMS))
def test_quarters_are_read_back(year, number, form):
    """A quarter in any order, with any kind of number, is that quarter."""
    names = {"y": year, "s": year % 100, "n": number, "word": ORDINALS[number], "roman": ROMAN[number]}
    assert f"{year}-Q{number}" == str(Period(form.format(**names)))


@given(st.integers(1000, 2999), st.integers(1, 12), st.integers(1, 31), st.sampled_from("/-. "))
def test_numbers_have_the_readings_of_the_calendar(year, one, other, sign):
    """If both orders of two numbers give a day, it is refused, except with full stops."""
    days = []
    for month, day in ((other, one), (one, other)):
        try:
            days.append(dt.date(year, month, day))
        except ValueError:
            continue
    text = f"{one}{sign}{other}{sign}{year}"
    if len(set(days)) == 1 or (days and sign == "."):
        assert days[0] == as_day(text)
    else:
        with pytest.raises(PeriodError) as caught:
            Period(text)
        assert [str(day) for day in days] == list(caught.value.readings)


@given(strategies.periods)
def test_readable_texts_are_read_back(period):
    """What reports print is read as the same period."""
    assert period == Period(period.readable)
    assert is_stored(str(period))


WORDS = [
    *LONG.values(),
    *("Q3", "H1", "mar", "III", "first", "quarter", "2025", "25", "31", "1", "4"),
    *("to", "and", "by", "end of", "of", "Wed", "10:00"),
]


@given(
    st.lists(st.sampled_from([*WORDS, "-", "/", ".", "\u2013", ",", "(", ")"]), max_size=9).map(" ".join)
    | st.lists(st.sampled_from([*WORDS, *" -/.,\u2013'"]), max_size=9).map("".join)
    | st.text(string.printable, max_size=30)
    | strategies.texts
)
@example("mo " * 33)
@example("4-" * 50)
@example("10:00 " * 16)
@example("9" * 5_000)
def test_any_text_is_read_or_refused(text):
    """Any text gives days in their order, which their stored form gives again, or an error of ours."""
    try:
        first, last = read_days(text)
    except PeriodError as error:
        readings = [error.value, *(str(Period(reading)) for reading in error.readings)]
        assert [text, *error.readings] == readings  # noqa: PT017 (either way is right)
    else:
        assert first <= last
        assert (first, last) == read_days(str(Period(text)))
