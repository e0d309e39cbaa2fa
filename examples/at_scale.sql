-- The support matrix of statements on the Chair out of statements.parquet, statement_states.parquet and
-- memberships.parquet: by stance, by quarter of 2025, and the totals without the Chair's own. What a State
-- said itself and what groups said on its behalf are never added up. The same text runs in DuckDB and in Spark.
WITH voice AS (
    -- Who speaks for whom, and when; a statement names a group by its name or by its code.
    SELECT m.group AS speaker, m.state,
           coalesce(m.since_last, DATE '0001-01-01') AS begins,
           coalesce(m.until_last, DATE '9999-12-31') AS ends
    FROM memberships m WHERE m.speaks_for_members
    UNION
    SELECT m.group_code, m.state,
           coalesce(m.since_last, DATE '0001-01-01'), coalesce(m.until_last, DATE '9999-12-31')
    FROM memberships m WHERE m.speaks_for_members
),
said AS (
    SELECT s.id, s.state, s.group AS speaker, s.stance, s.date_first, s.date_last,
           -- What may lie in either of two quarters lies in none.
           CASE WHEN year(s.date_first) <> year(s.date_last)
                  OR quarter(s.date_first) <> quarter(s.date_last) THEN 'vague'
                WHEN year(s.date_first) < 2025 THEN 'before'
                WHEN year(s.date_first) > 2025 THEN 'after'
                ELSE concat('2025-Q', quarter(s.date_first)) END AS quarter
    FROM statements s WHERE s.about = 'chairmanship' AND s.date_last <= DATE '2025-12-31'
),
counted AS (
    -- UNION without ALL: a State that speaks through a group and is listed as well counts once.
    SELECT id, state AS code, 'own' AS whose, stance, quarter FROM said WHERE state IS NOT NULL
    UNION
    -- Where a date is vague, those count who were members on all its days.
    SELECT said.id, voice.state, 'group', said.stance, said.quarter FROM said JOIN voice
        ON voice.speaker = said.speaker AND voice.begins <= said.date_first AND said.date_last <= voice.ends
    UNION
    SELECT said.id, listed.state, 'group', said.stance, said.quarter FROM said JOIN statement_states listed
        ON listed.record = said.id AND listed.state <> coalesce(said.state, '')
)
SELECT 'stance' AS question, code, concat(whose, ' ', stance) AS word, count(*) AS statements
FROM counted GROUP BY code, whose, stance
UNION ALL
SELECT 'quarter', code, concat(whose, ' ', quarter), count(*) FROM counted GROUP BY code, whose, quarter
UNION ALL
SELECT 'totals', 'all', concat(CASE WHEN state IS NULL THEN 'group' ELSE 'own' END, ' ', stance), count(*)
FROM said WHERE coalesce(state, '') <> 'FI' GROUP BY CASE WHEN state IS NULL THEN 'group' ELSE 'own' END, stance
