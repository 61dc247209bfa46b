-- A database for one team of Briefing Desk, format 1. Run by an administrator: `briefing team-setup`, or psql.
-- It may be run again at any time: it mends grants and functions, and never touches what was sent.
-- What a person may do is decided here and nowhere else: by grants, row level security and triggers. A client that is
-- not ours gets no further than ours.

DO $$ BEGIN
  IF current_setting('server_encoding') <> 'UTF8' THEN
    RAISE EXCEPTION 'the database must have the encoding UTF8' USING ERRCODE = 'BD010';
  END IF;
  IF to_regclass('briefing.format') IS NOT NULL THEN
    IF (SELECT max(number) FROM briefing.format) > 1 THEN
      RAISE EXCEPTION 'the database was set up by a newer version' USING ERRCODE = 'BD011';
    END IF;
  END IF;
END $$;

-- Groups; logins are made by the administrator and put into one of them.

DO $$ DECLARE wanted text; BEGIN
  FOREACH wanted IN ARRAY ARRAY['desk_reader', 'desk_editor', 'desk_clearer'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
    END IF;
  END LOOP;
  IF NOT pg_has_role('desk_editor', 'desk_reader', 'USAGE') THEN GRANT desk_reader TO desk_editor; END IF;
  IF NOT pg_has_role('desk_clearer', 'desk_editor', 'USAGE') THEN GRANT desk_editor TO desk_clearer; END IF;
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO desk_reader', current_database());
END $$;

CREATE SCHEMA IF NOT EXISTS briefing;
REVOKE ALL ON SCHEMA briefing FROM PUBLIC;
GRANT USAGE ON SCHEMA briefing TO desk_reader;

-- Tables.

CREATE TABLE IF NOT EXISTS briefing.format(number integer PRIMARY KEY, set_up_at timestamptz NOT NULL DEFAULT now());
INSERT INTO briefing.format(number) VALUES (1) ON CONFLICT DO NOTHING;

-- Whose steps of which site may be sent by whom, and how many there are. `own`: the desk itself registered the site;
-- otherwise somebody sent what was in the history of his store, and gives way to the desk itself.
CREATE TABLE IF NOT EXISTS briefing.desk_site(
  site text PRIMARY KEY CHECK (site ~ '^[A-Za-z0-9_-]{1,64}$'),
  login name NOT NULL,
  own boolean NOT NULL,
  registered_at timestamptz NOT NULL DEFAULT now(),
  last_sn bigint NOT NULL DEFAULT 0,
  last_hlc bigint NOT NULL DEFAULT 0);

CREATE TABLE IF NOT EXISTS briefing.blob(
  name text PRIMARY KEY CHECK (name ~ '^[ft]:[0-9a-f]{64}$'),
  data bytea NOT NULL,
  CONSTRAINT blob_is_what_it_is_called CHECK (encode(sha256(data), 'hex') = substr(name, 3)));

-- `body` is the step as the desk wrote it. All other columns are read from it by the server, so nobody can claim one
-- thing and send another.
CREATE TABLE IF NOT EXISTS briefing.step(
  site text NOT NULL,
  sn bigint NOT NULL CHECK (sn > 0),
  id text NOT NULL UNIQUE,
  hlc bigint NOT NULL CHECK (hlc >= 0),
  body text NOT NULL,
  sha256 text NOT NULL,
  blobs text[] NOT NULL,
  clears boolean NOT NULL,
  sent_by name NOT NULL DEFAULT session_user,
  sent_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (site, sn));

-- Functions.

-- The login to whom a site belongs after it was asked for.
CREATE OR REPLACE FUNCTION briefing.claim(wanted text, is_own boolean) RETURNS name
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE holder name;
BEGIN
  INSERT INTO briefing.desk_site AS d (site, login, own) VALUES (wanted, session_user, is_own)
  ON CONFLICT (site) DO UPDATE SET login = excluded.login, own = true WHERE excluded.own AND NOT d.own;
  SELECT d.login INTO holder FROM briefing.desk_site d WHERE d.site = wanted;
  RETURN holder;
END $$;

-- Whether a change clears, issues or recalls a brief. Taking a clearance back is no such change.
CREATE OR REPLACE FUNCTION briefing.clears(change jsonb) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  field text := change->>2;
  new_value text := change->>4;
BEGIN
  CASE change->>0
    WHEN 'brief_version' THEN RETURN true;
    WHEN 'clearance' THEN RETURN field <> 'deleted' OR coalesce(new_value, '') = '';
    WHEN 'brief' THEN
      IF field = '*' THEN new_value := new_value::jsonb->>'status'; field := 'status'; END IF;
      RETURN field = 'status' AND new_value IN ('cleared', 'issued', 'recalled');
    ELSE RETURN false;
  END CASE;
END $$;

CREATE OR REPLACE FUNCTION briefing.read_step() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  told jsonb := NEW.body::jsonb;
  change jsonb;
BEGIN
  NEW.site := told->>'site';
  NEW.sn := told->>'sn';
  NEW.id := told->>'id';
  NEW.hlc := told->>'hlc';
  NEW.sha256 := encode(sha256(convert_to(NEW.body, 'UTF8')), 'hex');
  NEW.blobs := ARRAY(SELECT jsonb_array_elements_text(told->'blobs'));
  NEW.clears := false;
  IF told->'changes' @? '$[*][0] ? (@ == "brief" || @ == "brief_version" || @ == "clearance")' THEN
    FOR change IN SELECT jsonb_array_elements(told->'changes') LOOP
      NEW.clears := NEW.clears OR briefing.clears(change);
    END LOOP;
    IF NEW.clears AND NOT pg_has_role(session_user, 'desk_clearer', 'USAGE') THEN
      RAISE EXCEPTION 'step % of % clears, issues or recalls a brief', NEW.sn, NEW.site
        USING ERRCODE = 'BD001', DETAIL = NEW.id;
    END IF;
  END IF;
  RETURN NEW;
END $$;

-- No gaps: whoever has step 9 of a site has its steps 1 to 8, so a desk can ask for what comes after 9. The lock on the
-- row of the site makes two that send its steps follow each other.
CREATE OR REPLACE FUNCTION briefing.count_steps() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE fault text;
BEGIN
  IF NOT EXISTS (SELECT FROM sent) THEN RETURN NULL; END IF;
  PERFORM FROM briefing.desk_site d WHERE d.site IN (SELECT s.site FROM sent s) ORDER BY d.site FOR UPDATE;
  SELECT format('step %s of %s', s.sn, s.site) INTO fault FROM (
    SELECT site, sn, hlc, lag(sn) OVER around AS sn_before, lag(hlc) OVER around AS hlc_before FROM sent
    WINDOW around AS (PARTITION BY site ORDER BY sn)) s
  LEFT JOIN briefing.desk_site d ON d.site = s.site
  WHERE d.site IS NULL OR s.sn <> coalesce(s.sn_before, d.last_sn) + 1 OR s.hlc <= coalesce(s.hlc_before, d.last_hlc)
  LIMIT 1;
  IF fault IS NOT NULL THEN
    RAISE EXCEPTION '% does not follow the one before', fault USING ERRCODE = 'BD002';
  END IF;
  SELECT b INTO fault FROM sent s CROSS JOIN unnest(s.blobs) b
  WHERE NOT EXISTS (SELECT FROM briefing.blob have WHERE have.name = b) LIMIT 1;
  IF fault IS NOT NULL THEN
    RAISE EXCEPTION '% was not sent', fault USING ERRCODE = 'BD003';
  END IF;
  UPDATE briefing.desk_site d SET last_sn = s.sn, last_hlc = s.hlc
  FROM (SELECT site, max(sn) AS sn, max(hlc) AS hlc FROM sent GROUP BY site) s WHERE d.site = s.site;
  NOTIFY briefing_steps;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION briefing.keep() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'BD004';
END $$;

CREATE OR REPLACE TRIGGER step_read BEFORE INSERT ON briefing.step
  FOR EACH ROW EXECUTE FUNCTION briefing.read_step();
CREATE OR REPLACE TRIGGER step_count AFTER INSERT ON briefing.step
  REFERENCING NEW TABLE AS sent FOR EACH STATEMENT EXECUTE FUNCTION briefing.count_steps();
CREATE OR REPLACE TRIGGER step_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON briefing.step
  FOR EACH STATEMENT EXECUTE FUNCTION briefing.keep();
CREATE OR REPLACE TRIGGER blob_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON briefing.blob
  FOR EACH STATEMENT EXECUTE FUNCTION briefing.keep();

-- Rights.

REVOKE ALL ON ALL TABLES IN SCHEMA briefing FROM PUBLIC, desk_reader, desk_editor, desk_clearer;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA briefing FROM PUBLIC, desk_reader, desk_editor, desk_clearer;
GRANT SELECT ON briefing.format, briefing.desk_site, briefing.blob, briefing.step TO desk_reader;
GRANT INSERT (name, data) ON briefing.blob TO desk_editor;
GRANT INSERT (body) ON briefing.step TO desk_editor;
GRANT EXECUTE ON FUNCTION briefing.claim(text, boolean), briefing.clears(jsonb) TO desk_editor;

ALTER TABLE briefing.step ENABLE ROW LEVEL SECURITY;
ALTER TABLE briefing.blob ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS step_is_read ON briefing.step;
DROP POLICY IF EXISTS step_is_sent ON briefing.step;
DROP POLICY IF EXISTS blob_is_read ON briefing.blob;
DROP POLICY IF EXISTS blob_is_sent ON briefing.blob;
CREATE POLICY step_is_read ON briefing.step FOR SELECT TO desk_reader USING (true);
CREATE POLICY step_is_sent ON briefing.step FOR INSERT TO desk_editor
  WITH CHECK (site IN (SELECT d.site FROM briefing.desk_site d WHERE d.login = session_user));
CREATE POLICY blob_is_read ON briefing.blob FOR SELECT TO desk_reader USING (true);
CREATE POLICY blob_is_sent ON briefing.blob FOR INSERT TO desk_editor WITH CHECK (true);
