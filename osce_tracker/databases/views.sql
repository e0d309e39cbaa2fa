-- Views that answer common questions.

CREATE VIEW overdue_on_last_day AS
SELECT id, title, due, due_last, status FROM commitments
WHERE due_last < (SELECT value FROM about WHERE name = 'last_day')
AND status IN ('planned', 'in-progress', 'blocked') ORDER BY due_last, id;

CREATE VIEW status_by_lever AS
SELECT lever, status, COUNT(*) AS commitments FROM commitments
GROUP BY lever, status ORDER BY lever, status;

CREATE VIEW status_by_dimension AS
SELECT dimension, status, COUNT(*) AS commitments FROM commitments
GROUP BY dimension, status ORDER BY dimension, status;

CREATE VIEW latest_statement_of_each_state AS
SELECT state, about, id, date, stance, summary FROM (
  SELECT *, ROW_NUMBER() OVER (
    PARTITION BY state, about ORDER BY date_first DESC, date_last DESC, id DESC) AS n
  FROM statements WHERE state IS NOT NULL)
WHERE n = 1 ORDER BY state, about;

CREATE VIEW pages_of_commitments AS
SELECT r.record, s.title, s.publisher, s.published, s.url FROM record_sources r
JOIN sources s ON s.url = r.url WHERE r.kind = 'commitment' ORDER BY r.record, s.published_last;

CREATE VIEW what_hangs_on_events AS
SELECT e.id AS event, e.when_first, e.title, c.id AS commitment, c.title AS promise
FROM commitment_events x JOIN events e ON e.id = x.event JOIN commitments c ON c.id = x.record
ORDER BY e.when_first, e.id, c.id;
