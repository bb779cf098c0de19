SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.annual_reports (
    id integer NOT NULL,
    unit_id integer NOT NULL,
    year integer NOT NULL,
    state character varying(12) NOT NULL,
    form character varying(20) NOT NULL,
    texts json NOT NULL,
    snapshot_id integer,
    figures json,
    finalized_by integer,
    finalized_at timestamp with time zone,
    CONSTRAINT ck_annual_reports_state CHECK (((state)::text = ANY ((ARRAY['drafting'::character varying, 'finalized'::character varying])::text[])))
);
CREATE SEQUENCE public.annual_reports_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.annual_reports_id_seq OWNED BY public.annual_reports.id;
CREATE TABLE public.assignment_changes (
    id integer NOT NULL,
    assignment_id integer NOT NULL,
    kind character varying(12) NOT NULL,
    department_id integer,
    effective_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    actor_id integer,
    reason character varying(200) NOT NULL,
    document_number character varying(60) NOT NULL,
    CONSTRAINT ck_assignment_changes_kind CHECK (((kind)::text = ANY ((ARRAY['assigned'::character varying, 'moved'::character varying, 'withdrawn'::character varying, 'restored'::character varying, 'recalled'::character varying])::text[])))
);
CREATE SEQUENCE public.assignment_changes_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.assignment_changes_id_seq OWNED BY public.assignment_changes.id;
CREATE TABLE public.assignments (
    id integer NOT NULL,
    requirement_id integer NOT NULL,
    employee_id integer NOT NULL,
    department_id integer NOT NULL,
    recorded_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.assignments_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.assignments_id_seq OWNED BY public.assignments.id;
CREATE TABLE public.attempt_events (
    id integer NOT NULL,
    attempt_id integer NOT NULL,
    kind character varying(20) NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_id integer,
    detail json NOT NULL
);
CREATE SEQUENCE public.attempt_events_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.attempt_events_id_seq OWNED BY public.attempt_events.id;
CREATE TABLE public.attempts (
    id integer NOT NULL,
    exam_id integer NOT NULL,
    window_id integer NOT NULL,
    employee_id integer NOT NULL,
    assignment_id integer,
    number integer NOT NULL,
    state character varying(12) NOT NULL,
    revision integer NOT NULL,
    seed character varying(64) NOT NULL,
    snapshot json NOT NULL,
    started_at timestamp with time zone NOT NULL,
    deadline_at timestamp with time zone NOT NULL,
    accepts_until timestamp with time zone NOT NULL,
    submitted_at timestamp with time zone,
    ended_by character varying(12),
    response_count integer NOT NULL,
    grading_number integer NOT NULL,
    score bigint,
    CONSTRAINT ck_attempts_ended CHECK (((((state)::text = 'in_progress'::text) = (ended_by IS NULL)) OR ((state)::text = 'voided'::text))),
    CONSTRAINT ck_attempts_state CHECK (((state)::text = ANY ((ARRAY['in_progress'::character varying, 'submitted'::character varying, 'graded'::character varying, 'voided'::character varying])::text[])))
);
CREATE SEQUENCE public.attempts_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.attempts_id_seq OWNED BY public.attempts.id;
CREATE TABLE public.attendances (
    session_id integer NOT NULL,
    employee_id integer NOT NULL,
    department_id integer NOT NULL,
    status character varying(12) NOT NULL,
    is_principal boolean NOT NULL,
    is_leadership boolean NOT NULL,
    note character varying(100) NOT NULL,
    recorded_by integer,
    recorded_at timestamp with time zone NOT NULL
);
CREATE TABLE public.audit_entries (
    id integer NOT NULL,
    at timestamp with time zone NOT NULL,
    unit_id integer,
    actor_id integer,
    action character varying(60) NOT NULL,
    subject_kind character varying(40) NOT NULL,
    subject_id integer,
    address character varying(64) NOT NULL,
    outcome character varying(10) NOT NULL,
    detail json NOT NULL,
    digest character varying(64),
    previous_hash character varying(64) NOT NULL,
    hash character varying(64) NOT NULL,
    CONSTRAINT ck_audit_entries_outcome CHECK (((outcome)::text = ANY ((ARRAY['done'::character varying, 'denied'::character varying, 'failed'::character varying])::text[])))
);
CREATE SEQUENCE public.audit_entries_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.audit_entries_id_seq OWNED BY public.audit_entries.id;
CREATE TABLE public.away_periods (
    id integer NOT NULL,
    employee_id integer NOT NULL,
    kind character varying(20) NOT NULL,
    from_on date NOT NULL,
    until_on date,
    note character varying(200) NOT NULL,
    recorded_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.away_periods_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.away_periods_id_seq OWNED BY public.away_periods.id;
CREATE TABLE public.calendar_days (
    day date NOT NULL,
    is_working boolean NOT NULL,
    note character varying(40) NOT NULL
);
CREATE TABLE public.completion_snapshots (
    id integer NOT NULL,
    unit_id integer NOT NULL,
    year integer NOT NULL,
    purpose character varying(20) NOT NULL,
    version integer NOT NULL,
    as_of timestamp with time zone NOT NULL,
    content json NOT NULL,
    digest character varying(64) NOT NULL,
    created_by integer,
    created_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.completion_snapshots_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.completion_snapshots_id_seq OWNED BY public.completion_snapshots.id;
CREATE TABLE public.credentials (
    employee_id integer NOT NULL,
    password_hash character varying(200) NOT NULL,
    is_initial boolean NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    changed_at timestamp with time zone
);
CREATE TABLE public.employees (
    id integer NOT NULL,
    unit_id integer NOT NULL,
    staff_number character varying(40),
    full_name character varying(60) NOT NULL,
    pinyin character varying(120) NOT NULL,
    phone character varying(20),
    email character varying(120),
    login_name character varying(60) NOT NULL,
    sort_order integer NOT NULL,
    is_enabled boolean NOT NULL,
    department_id integer,
    employment_type character varying(20) NOT NULL,
    job_title character varying(60) NOT NULL,
    left_on date,
    created_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.employees_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.employees_id_seq OWNED BY public.employees.id;
CREATE TABLE public.employment_spells (
    id integer NOT NULL,
    employee_id integer NOT NULL,
    department_id integer NOT NULL,
    employment_type character varying(20) NOT NULL,
    job_title character varying(60) NOT NULL,
    rank_level character varying(60) NOT NULL,
    from_on date NOT NULL,
    until_on date,
    end_reason character varying(20) NOT NULL,
    recorded_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.employment_spells_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.employment_spells_id_seq OWNED BY public.employment_spells.id;
CREATE TABLE public.exam_windows (
    id integer NOT NULL,
    exam_id integer NOT NULL,
    kind character varying(10) NOT NULL,
    opens_at timestamp with time zone NOT NULL,
    closes_at timestamp with time zone NOT NULL,
    spec json,
    CONSTRAINT ck_exam_windows_kind CHECK (((kind)::text = ANY ((ARRAY['main'::character varying, 'makeup'::character varying, 'stagger'::character varying])::text[]))),
    CONSTRAINT ck_exam_windows_order CHECK ((opens_at < closes_at))
);
CREATE SEQUENCE public.exam_windows_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.exam_windows_id_seq OWNED BY public.exam_windows.id;
CREATE TABLE public.exams (
    id integer NOT NULL,
    unit_id integer NOT NULL,
    requirement_id integer NOT NULL,
    title character varying(120) NOT NULL,
    preset character varying(30) NOT NULL,
    duration_minutes integer NOT NULL,
    max_attempts integer NOT NULL,
    pass_mark bigint NOT NULL,
    excellent_mark bigint NOT NULL,
    total_points bigint NOT NULL,
    score_policy character varying(10) NOT NULL,
    spec json NOT NULL,
    bank_ids json NOT NULL,
    review json NOT NULL,
    created_by integer,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_exams_attempts CHECK ((max_attempts >= 1)),
    CONSTRAINT ck_exams_marks CHECK ((pass_mark <= excellent_mark)),
    CONSTRAINT ck_exams_score_policy CHECK (((score_policy)::text = ANY ((ARRAY['best'::character varying, 'first'::character varying, 'last'::character varying, 'average'::character varying])::text[])))
);
CREATE SEQUENCE public.exams_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.exams_id_seq OWNED BY public.exams.id;
CREATE TABLE public.exemptions (
    id integer NOT NULL,
    assignment_id integer NOT NULL,
    reason character varying(30) NOT NULL,
    approved_by character varying(60) NOT NULL,
    approved_on date NOT NULL,
    evidence_note character varying(200) NOT NULL,
    actor_id integer,
    recorded_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone
);
CREATE SEQUENCE public.exemptions_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.exemptions_id_seq OWNED BY public.exemptions.id;
CREATE TABLE public.feedback (
    id integer NOT NULL,
    unit_id integer,
    employee_id integer,
    text text NOT NULL,
    contact character varying(100) NOT NULL,
    at timestamp with time zone NOT NULL,
    answer text,
    answered_by integer,
    answered_at timestamp with time zone
);
CREATE SEQUENCE public.feedback_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.feedback_id_seq OWNED BY public.feedback.id;
CREATE TABLE public.fulfilments (
    id integer NOT NULL,
    assignment_id integer NOT NULL,
    source_kind character varying(20) NOT NULL,
    source_id integer NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone
);
CREATE SEQUENCE public.fulfilments_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.fulfilments_id_seq OWNED BY public.fulfilments.id;
CREATE TABLE public.gradings (
    attempt_id integer NOT NULL,
    number integer NOT NULL,
    at timestamp with time zone NOT NULL,
    reason character varying(40) NOT NULL,
    score bigint NOT NULL
);
CREATE TABLE public.import_batches (
    id integer NOT NULL,
    unit_id integer NOT NULL,
    bank_id integer NOT NULL,
    file_id integer,
    task_id integer,
    filename character varying(200) NOT NULL,
    state character varying(10) NOT NULL,
    report json,
    receipt json,
    sentence text,
    created_by integer,
    created_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    CONSTRAINT ck_import_batches_state CHECK (((state)::text = ANY ((ARRAY['reading'::character varying, 'preview'::character varying, 'confirmed'::character varying, 'cancelled'::character varying, 'failed'::character varying])::text[])))
);
CREATE SEQUENCE public.import_batches_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.import_batches_id_seq OWNED BY public.import_batches.id;
CREATE TABLE public.import_mends (
    batch_id integer NOT NULL,
    code character varying(10) NOT NULL,
    revision integer NOT NULL,
    state character varying(10) NOT NULL,
    content json,
    changed_by integer,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_import_mends_content CHECK ((((state)::text = 'mended'::text) = (content IS NOT NULL))),
    CONSTRAINT ck_import_mends_state CHECK (((state)::text = ANY ((ARRAY['mended'::character varying, 'left_out'::character varying, 'original'::character varying])::text[])))
);
CREATE TABLE public.indicator_values (
    id integer NOT NULL,
    indicator_id integer NOT NULL,
    year integer NOT NULL,
    value bigint,
    qualifier character varying(10) NOT NULL,
    source_note character varying(200) NOT NULL,
    omitted_reason character varying(200) NOT NULL,
    entered_by integer,
    entered_at timestamp with time zone NOT NULL,
    confirmed_by integer,
    confirmed_at timestamp with time zone,
    superseded_at timestamp with time zone,
    CONSTRAINT ck_indicator_values_qualifier CHECK (((qualifier)::text = ANY ((ARRAY['exact'::character varying, 'over'::character varying, 'nearly'::character varying, 'about'::character varying])::text[])))
);
CREATE SEQUENCE public.indicator_values_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.indicator_values_id_seq OWNED BY public.indicator_values.id;
CREATE TABLE public.installation (
    id integer NOT NULL,
    mode character varying(20) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_installation_mode CHECK (((mode)::text = ANY ((ARRAY['demonstration'::character varying, 'production'::character varying])::text[]))),
    CONSTRAINT ck_installation_one_row CHECK ((id = 1))
);
CREATE SEQUENCE public.installation_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.installation_id_seq OWNED BY public.installation.id;
CREATE TABLE public.item_marks (
    attempt_id integer NOT NULL,
    ended integer NOT NULL,
    item integer NOT NULL,
    part integer NOT NULL,
    place integer NOT NULL,
    marker_id integer NOT NULL,
    points bigint NOT NULL,
    most bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT ck_item_marks_place CHECK ((place = ANY (ARRAY[1, 2, 3]))),
    CONSTRAINT ck_item_marks_points CHECK (((points >= 0) AND (points <= most)))
);
CREATE TABLE public.item_results (
    attempt_id integer NOT NULL,
    grading_number integer NOT NULL,
    item integer NOT NULL,
    question_version_id integer NOT NULL,
    state character varying(14) NOT NULL,
    credit_numerator integer NOT NULL,
    credit_denominator integer NOT NULL,
    awarded bigint NOT NULL,
    parts json
);
CREATE TABLE public.key_corrections (
    id integer NOT NULL,
    unit_id integer NOT NULL,
    version_id integer NOT NULL,
    new_version_id integer,
    state character varying(10) NOT NULL,
    method character varying(12) NOT NULL,
    key json,
    reason character varying(500) NOT NULL,
    proposed_by integer NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    decided_by integer,
    decided_at timestamp with time zone,
    decision character varying(500) NOT NULL,
    task_id integer,
    finished_at timestamp with time zone,
    CONSTRAINT ck_key_corrections_method CHECK (((method)::text = ANY ((ARRAY['up_only'::character varying, 'all_credit'::character varying, 'regrade'::character varying])::text[]))),
    CONSTRAINT ck_key_corrections_state CHECK (((state)::text = ANY ((ARRAY['proposed'::character varying, 'approved'::character varying, 'done'::character varying, 'refused'::character varying])::text[]))),
    CONSTRAINT ck_key_corrections_two_people CHECK (((decided_by IS NULL) OR (decided_by <> proposed_by)))
);
CREATE SEQUENCE public.key_corrections_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.key_corrections_id_seq OWNED BY public.key_corrections.id;
CREATE TABLE public.leases (
    name character varying(40) NOT NULL,
    holder character varying(80) NOT NULL,
    expires_at timestamp with time zone NOT NULL
);
CREATE TABLE public.login_failures (
    account character varying(60) NOT NULL,
    address character varying(64) NOT NULL,
    failed_count integer NOT NULL,
    last_at timestamp with time zone NOT NULL,
    locked_until timestamp with time zone
);
CREATE TABLE public.login_sessions (
    token_hash character varying(64) NOT NULL,
    employee_id integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    keep_until timestamp with time zone,
    ended_at timestamp with time zone,
    address character varying(64) NOT NULL
);
CREATE TABLE public.monthly_themes (
    id integer NOT NULL,
    plan_id integer NOT NULL,
    month integer NOT NULL,
    department_id integer NOT NULL,
    theme character varying(120) NOT NULL,
    category character varying(30) NOT NULL,
    CONSTRAINT ck_monthly_themes_month CHECK (((month >= 1) AND (month <= 12)))
);
CREATE SEQUENCE public.monthly_themes_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.monthly_themes_id_seq OWNED BY public.monthly_themes.id;
CREATE TABLE public.notices (
    id integer NOT NULL,
    unit_id integer NOT NULL,
    employee_id integer NOT NULL,
    channel character varying(20) NOT NULL,
    kind character varying(30) NOT NULL,
    dedupe_key character varying(200) NOT NULL,
    planned_on date,
    address character varying(200) NOT NULL,
    subject character varying(200) NOT NULL,
    body text NOT NULL,
    link character varying(200) NOT NULL,
    assignment_ids json NOT NULL,
    state character varying(10) NOT NULL,
    created_by integer,
    created_at timestamp with time zone NOT NULL,
    not_before timestamp with time zone NOT NULL,
    tries integer NOT NULL,
    claimed_at timestamp with time zone,
    sent_at timestamp with time zone,
    reply text NOT NULL,
    CONSTRAINT ck_notices_state CHECK (((state)::text = ANY ((ARRAY['queued'::character varying, 'claimed'::character varying, 'sent'::character varying, 'failed'::character varying])::text[])))
);
CREATE SEQUENCE public.notices_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.notices_id_seq OWNED BY public.notices.id;
CREATE TABLE public.objections (
    id integer NOT NULL,
    exam_id integer NOT NULL,
    attempt_id integer NOT NULL,
    version_id integer NOT NULL,
    employee_id integer NOT NULL,
    text character varying(500) NOT NULL,
    raised_at timestamp with time zone NOT NULL,
    state character varying(10) NOT NULL,
    answer character varying(500) NOT NULL,
    answered_by integer,
    answered_at timestamp with time zone,
    correction_id integer,
    CONSTRAINT ck_objections_state CHECK (((state)::text = ANY ((ARRAY['open'::character varying, 'declined'::character varying, 'accepted'::character varying])::text[])))
);
CREATE SEQUENCE public.objections_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.objections_id_seq OWNED BY public.objections.id;
CREATE TABLE public.office_indicators (
    id integer NOT NULL,
    unit_id integer NOT NULL,
    code character varying(60) NOT NULL,
    label character varying(100) NOT NULL,
    unit_label character varying(20) NOT NULL,
    section character varying(60) NOT NULL,
    sort_order integer NOT NULL
);
CREATE SEQUENCE public.office_indicators_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.office_indicators_id_seq OWNED BY public.office_indicators.id;
CREATE TABLE public.org_node_spells (
    id integer NOT NULL,
    node_id integer NOT NULL,
    parent_id integer,
    name character varying(100) NOT NULL,
    from_on date NOT NULL,
    until_on date
);
CREATE SEQUENCE public.org_node_spells_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.org_node_spells_id_seq OWNED BY public.org_node_spells.id;
CREATE TABLE public.org_nodes (
    id integer NOT NULL,
    kind character varying(20) NOT NULL,
    unit_id integer,
    name character varying(100) NOT NULL,
    sort_order integer NOT NULL,
    CONSTRAINT ck_org_nodes_kind CHECK (((kind)::text = ANY ((ARRAY['district'::character varying, 'unit'::character varying, 'leadership'::character varying, 'department'::character varying])::text[])))
);
CREATE SEQUENCE public.org_nodes_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.org_nodes_id_seq OWNED BY public.org_nodes.id;
CREATE TABLE public.overrides (
    id integer NOT NULL,
    assignment_id integer NOT NULL,
    due_at timestamp with time zone,
    duration_percent integer NOT NULL,
    reason character varying(200) NOT NULL,
    document_number character varying(60) NOT NULL,
    actor_id integer,
    recorded_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone
);
CREATE SEQUENCE public.overrides_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.overrides_id_seq OWNED BY public.overrides.id;
CREATE TABLE public.question_banks (
    id integer NOT NULL,
    unit_id integer NOT NULL,
    name character varying(100) NOT NULL,
    created_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.question_banks_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.question_banks_id_seq OWNED BY public.question_banks.id;
CREATE TABLE public.question_versions (
    id integer NOT NULL,
    question_id integer NOT NULL,
    number integer NOT NULL,
    content json NOT NULL,
    created_by integer,
    created_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.question_versions_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.question_versions_id_seq OWNED BY public.question_versions.id;
CREATE TABLE public.questions (
    id integer NOT NULL,
    unit_id integer NOT NULL,
    bank_id integer NOT NULL,
    type character varying(30) NOT NULL,
    state character varying(10) NOT NULL,
    identity character varying(64) NOT NULL,
    stem text NOT NULL,
    topic character varying(60),
    difficulty integer,
    use character varying(10) NOT NULL,
    has_citation boolean NOT NULL,
    source_id character varying(60),
    import_batch_id integer,
    current_version_id integer,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_questions_state CHECK (((state)::text = ANY ((ARRAY['draft'::character varying, 'published'::character varying, 'retired'::character varying])::text[])))
);
CREATE SEQUENCE public.questions_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.questions_id_seq OWNED BY public.questions.id;
CREATE TABLE public.requirements (
    id integer NOT NULL,
    unit_id integer NOT NULL,
    kind character varying(20) NOT NULL,
    title character varying(120) NOT NULL,
    year integer NOT NULL,
    document_number character varying(60) NOT NULL,
    document_title character varying(120) NOT NULL,
    assigned_by character varying(60) NOT NULL,
    roster_on date NOT NULL,
    opens_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    counts_until timestamp with time zone NOT NULL,
    is_counted boolean NOT NULL,
    minutes integer NOT NULL,
    state character varying(10) NOT NULL,
    published_at timestamp with time zone,
    created_by integer,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_requirements_state CHECK (((state)::text = ANY ((ARRAY['draft'::character varying, 'published'::character varying, 'withdrawn'::character varying])::text[])))
);
CREATE SEQUENCE public.requirements_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.requirements_id_seq OWNED BY public.requirements.id;
CREATE TABLE public.responses (
    attempt_id integer NOT NULL,
    item integer NOT NULL,
    seq integer NOT NULL,
    response text NOT NULL,
    saved_at timestamp with time zone NOT NULL
);
CREATE TABLE public.role_grants (
    id integer NOT NULL,
    employee_id integer NOT NULL,
    role character varying(30) NOT NULL,
    node_id integer NOT NULL,
    from_on date NOT NULL,
    until_on date,
    granted_by integer,
    granted_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.role_grants_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.role_grants_id_seq OWNED BY public.role_grants.id;
CREATE TABLE public.roll_events (
    id integer NOT NULL,
    session_id integer NOT NULL,
    kind character varying(10) NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_id integer,
    reason character varying(200) NOT NULL,
    lines json NOT NULL,
    CONSTRAINT ck_roll_events_kind CHECK (((kind)::text = ANY ((ARRAY['closed'::character varying, 'reopened'::character varying])::text[])))
);
CREATE SEQUENCE public.roll_events_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.roll_events_id_seq OWNED BY public.roll_events.id;
CREATE TABLE public.roster_imports (
    id integer NOT NULL,
    unit_id integer NOT NULL,
    filename character varying(200) NOT NULL,
    state character varying(10) NOT NULL,
    is_whole boolean NOT NULL,
    content json NOT NULL,
    receipt json,
    created_by integer,
    created_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    CONSTRAINT ck_roster_imports_state CHECK (((state)::text = ANY ((ARRAY['preview'::character varying, 'confirmed'::character varying, 'cancelled'::character varying])::text[])))
);
CREATE SEQUENCE public.roster_imports_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.roster_imports_id_seq OWNED BY public.roster_imports.id;
CREATE TABLE public.session_kinds (
    session_id integer NOT NULL,
    kind character varying(30) NOT NULL
);
CREATE TABLE public.settings (
    id integer NOT NULL,
    unit_id integer,
    key character varying(60) NOT NULL,
    value json NOT NULL,
    effective_on date NOT NULL,
    set_by integer,
    set_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.settings_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.settings_id_seq OWNED BY public.settings.id;
CREATE TABLE public.stored_files (
    id integer NOT NULL,
    unit_id integer,
    name character varying(200) NOT NULL,
    stored_name character varying(64) NOT NULL,
    sha256 character varying(64) NOT NULL,
    size integer NOT NULL,
    uploaded_by integer,
    uploaded_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.stored_files_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.stored_files_id_seq OWNED BY public.stored_files.id;
CREATE TABLE public.study_plans (
    id integer NOT NULL,
    unit_id integer NOT NULL,
    year integer NOT NULL,
    document_number character varying(60) NOT NULL,
    created_by integer,
    created_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.study_plans_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.study_plans_id_seq OWNED BY public.study_plans.id;
CREATE TABLE public.study_sessions (
    id integer NOT NULL,
    unit_id integer NOT NULL,
    monthly_theme_id integer,
    title character varying(120) NOT NULL,
    category character varying(30) NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    minutes integer NOT NULL,
    place character varying(80) NOT NULL,
    host character varying(60) NOT NULL,
    lecturer character varying(60) NOT NULL,
    department_id integer,
    document_number character varying(60) NOT NULL,
    state character varying(10) NOT NULL,
    roll_closed_at timestamp with time zone,
    late_entry_reason character varying(200) NOT NULL,
    created_by integer,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_study_sessions_state CHECK (((state)::text = ANY ((ARRAY['planned'::character varying, 'held'::character varying, 'closed'::character varying, 'cancelled'::character varying])::text[])))
);
CREATE SEQUENCE public.study_sessions_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.study_sessions_id_seq OWNED BY public.study_sessions.id;
CREATE TABLE public.tasks (
    id integer NOT NULL,
    kind character varying(60) NOT NULL,
    params json NOT NULL,
    state character varying(10) NOT NULL,
    done_count integer NOT NULL,
    total_count integer NOT NULL,
    result json,
    sentence text,
    created_by integer,
    created_at timestamp with time zone NOT NULL,
    beat_at timestamp with time zone,
    finished_at timestamp with time zone,
    CONSTRAINT ck_tasks_state CHECK (((state)::text = ANY ((ARRAY['queued'::character varying, 'running'::character varying, 'done'::character varying, 'failed'::character varying])::text[])))
);
CREATE SEQUENCE public.tasks_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.tasks_id_seq OWNED BY public.tasks.id;
ALTER TABLE ONLY public.annual_reports ALTER COLUMN id SET DEFAULT nextval('public.annual_reports_id_seq'::regclass);
ALTER TABLE ONLY public.assignment_changes ALTER COLUMN id SET DEFAULT nextval('public.assignment_changes_id_seq'::regclass);
ALTER TABLE ONLY public.assignments ALTER COLUMN id SET DEFAULT nextval('public.assignments_id_seq'::regclass);
ALTER TABLE ONLY public.attempt_events ALTER COLUMN id SET DEFAULT nextval('public.attempt_events_id_seq'::regclass);
ALTER TABLE ONLY public.attempts ALTER COLUMN id SET DEFAULT nextval('public.attempts_id_seq'::regclass);
ALTER TABLE ONLY public.audit_entries ALTER COLUMN id SET DEFAULT nextval('public.audit_entries_id_seq'::regclass);
ALTER TABLE ONLY public.away_periods ALTER COLUMN id SET DEFAULT nextval('public.away_periods_id_seq'::regclass);
ALTER TABLE ONLY public.completion_snapshots ALTER COLUMN id SET DEFAULT nextval('public.completion_snapshots_id_seq'::regclass);
ALTER TABLE ONLY public.employees ALTER COLUMN id SET DEFAULT nextval('public.employees_id_seq'::regclass);
ALTER TABLE ONLY public.employment_spells ALTER COLUMN id SET DEFAULT nextval('public.employment_spells_id_seq'::regclass);
ALTER TABLE ONLY public.exam_windows ALTER COLUMN id SET DEFAULT nextval('public.exam_windows_id_seq'::regclass);
ALTER TABLE ONLY public.exams ALTER COLUMN id SET DEFAULT nextval('public.exams_id_seq'::regclass);
ALTER TABLE ONLY public.exemptions ALTER COLUMN id SET DEFAULT nextval('public.exemptions_id_seq'::regclass);
ALTER TABLE ONLY public.feedback ALTER COLUMN id SET DEFAULT nextval('public.feedback_id_seq'::regclass);
ALTER TABLE ONLY public.fulfilments ALTER COLUMN id SET DEFAULT nextval('public.fulfilments_id_seq'::regclass);
ALTER TABLE ONLY public.import_batches ALTER COLUMN id SET DEFAULT nextval('public.import_batches_id_seq'::regclass);
ALTER TABLE ONLY public.indicator_values ALTER COLUMN id SET DEFAULT nextval('public.indicator_values_id_seq'::regclass);
ALTER TABLE ONLY public.installation ALTER COLUMN id SET DEFAULT nextval('public.installation_id_seq'::regclass);
ALTER TABLE ONLY public.key_corrections ALTER COLUMN id SET DEFAULT nextval('public.key_corrections_id_seq'::regclass);
ALTER TABLE ONLY public.monthly_themes ALTER COLUMN id SET DEFAULT nextval('public.monthly_themes_id_seq'::regclass);
ALTER TABLE ONLY public.notices ALTER COLUMN id SET DEFAULT nextval('public.notices_id_seq'::regclass);
ALTER TABLE ONLY public.objections ALTER COLUMN id SET DEFAULT nextval('public.objections_id_seq'::regclass);
ALTER TABLE ONLY public.office_indicators ALTER COLUMN id SET DEFAULT nextval('public.office_indicators_id_seq'::regclass);
ALTER TABLE ONLY public.org_node_spells ALTER COLUMN id SET DEFAULT nextval('public.org_node_spells_id_seq'::regclass);
ALTER TABLE ONLY public.org_nodes ALTER COLUMN id SET DEFAULT nextval('public.org_nodes_id_seq'::regclass);
ALTER TABLE ONLY public.overrides ALTER COLUMN id SET DEFAULT nextval('public.overrides_id_seq'::regclass);
ALTER TABLE ONLY public.question_banks ALTER COLUMN id SET DEFAULT nextval('public.question_banks_id_seq'::regclass);
ALTER TABLE ONLY public.question_versions ALTER COLUMN id SET DEFAULT nextval('public.question_versions_id_seq'::regclass);
ALTER TABLE ONLY public.questions ALTER COLUMN id SET DEFAULT nextval('public.questions_id_seq'::regclass);
ALTER TABLE ONLY public.requirements ALTER COLUMN id SET DEFAULT nextval('public.requirements_id_seq'::regclass);
ALTER TABLE ONLY public.role_grants ALTER COLUMN id SET DEFAULT nextval('public.role_grants_id_seq'::regclass);
ALTER TABLE ONLY public.roll_events ALTER COLUMN id SET DEFAULT nextval('public.roll_events_id_seq'::regclass);
ALTER TABLE ONLY public.roster_imports ALTER COLUMN id SET DEFAULT nextval('public.roster_imports_id_seq'::regclass);
ALTER TABLE ONLY public.settings ALTER COLUMN id SET DEFAULT nextval('public.settings_id_seq'::regclass);
ALTER TABLE ONLY public.stored_files ALTER COLUMN id SET DEFAULT nextval('public.stored_files_id_seq'::regclass);
ALTER TABLE ONLY public.study_plans ALTER COLUMN id SET DEFAULT nextval('public.study_plans_id_seq'::regclass);
ALTER TABLE ONLY public.study_sessions ALTER COLUMN id SET DEFAULT nextval('public.study_sessions_id_seq'::regclass);
ALTER TABLE ONLY public.tasks ALTER COLUMN id SET DEFAULT nextval('public.tasks_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES
	('0001');
INSERT INTO public.assignment_changes VALUES
	(1, 1, 'assigned', 2, '2024-06-02 01:00:00+00', '2024-06-02 01:00:00+00', 3, '', ''),
	(2, 2, 'assigned', 2, '2024-06-02 01:00:00+00', '2024-06-02 01:00:00+00', 3, '', ''),
	(3, 3, 'assigned', 3, '2024-06-02 01:00:00+00', '2024-06-02 01:00:00+00', 3, '', ''),
	(4, 4, 'assigned', 3, '2024-06-02 01:00:00+00', '2024-06-02 01:00:00+00', 3, '', ''),
	(5, 5, 'assigned', 3, '2024-06-02 01:00:00+00', '2024-06-02 01:00:00+00', 3, '', ''),
	(6, 6, 'assigned', 3, '2024-06-02 01:00:00+00', '2024-06-02 01:00:00+00', 3, '', ''),
	(7, 7, 'assigned', 3, '2024-06-02 01:00:00+00', '2024-06-02 01:00:00+00', 3, '', ''),
	(8, 8, 'assigned', 4, '2024-06-02 01:00:00+00', '2024-06-02 01:00:00+00', 3, '', ''),
	(9, 9, 'assigned', 4, '2024-06-02 01:00:00+00', '2024-06-02 01:00:00+00', 3, '', ''),
	(10, 10, 'assigned', 4, '2024-06-02 01:00:00+00', '2024-06-02 01:00:00+00', 3, '', ''),
	(11, 11, 'assigned', 4, '2024-06-02 01:00:00+00', '2024-06-02 01:00:00+00', 3, '', ''),
	(12, 12, 'assigned', 4, '2024-06-02 01:00:00+00', '2024-06-02 01:00:00+00', 3, '', '');
INSERT INTO public.assignments VALUES
	(1, 1, 1, 2, '2024-06-02 01:00:00+00'),
	(2, 1, 2, 2, '2024-06-02 01:00:00+00'),
	(3, 1, 3, 3, '2024-06-02 01:00:00+00'),
	(4, 1, 4, 3, '2024-06-02 01:00:00+00'),
	(5, 1, 5, 3, '2024-06-02 01:00:00+00'),
	(6, 1, 6, 3, '2024-06-02 01:00:00+00'),
	(7, 1, 7, 3, '2024-06-02 01:00:00+00'),
	(8, 1, 8, 4, '2024-06-02 01:00:00+00'),
	(9, 1, 9, 4, '2024-06-02 01:00:00+00'),
	(10, 1, 11, 4, '2024-06-02 01:00:00+00'),
	(11, 1, 12, 4, '2024-06-02 01:00:00+00'),
	(12, 1, 13, 4, '2024-06-02 01:00:00+00');
INSERT INTO public.attempt_events VALUES
	(1, 1, 'start', '2024-06-04 01:00:00+00', 1, '{"window_id": 1}'),
	(2, 1, 'end', '2024-06-04 01:30:00+00', 1, '{"ended_by": "examinee"}'),
	(3, 2, 'start', '2024-06-03 01:30:00+00', 2, '{"window_id": 1}'),
	(4, 2, 'end', '2024-06-03 02:00:00+00', 2, '{"ended_by": "examinee"}'),
	(5, 3, 'start', '2024-06-04 01:30:00+00', 2, '{"window_id": 1}'),
	(6, 3, 'end', '2024-06-04 02:00:00+00', 2, '{"ended_by": "examinee"}'),
	(7, 4, 'start', '2024-06-04 02:00:00+00', 3, '{"window_id": 1}'),
	(8, 4, 'end', '2024-06-04 02:30:00+00', 3, '{"ended_by": "examinee"}'),
	(9, 5, 'start', '2024-06-04 02:30:00+00', 4, '{"window_id": 1}'),
	(10, 5, 'end', '2024-06-04 03:00:00+00', 4, '{"ended_by": "examinee"}'),
	(11, 6, 'start', '2024-06-04 03:00:00+00', 5, '{"window_id": 1}'),
	(12, 6, 'end', '2024-06-04 03:30:00+00', 5, '{"ended_by": "examinee"}'),
	(13, 7, 'start', '2024-06-04 03:30:00+00', 6, '{"window_id": 1}'),
	(14, 7, 'end', '2024-06-04 04:00:00+00', 6, '{"ended_by": "examinee"}'),
	(15, 8, 'start', '2024-06-03 04:00:00+00', 7, '{"window_id": 1}'),
	(16, 8, 'end', '2024-06-03 04:30:00+00', 7, '{"ended_by": "examinee"}'),
	(17, 9, 'start', '2024-06-04 04:00:00+00', 7, '{"window_id": 1}'),
	(18, 9, 'end', '2024-06-04 04:30:00+00', 7, '{"ended_by": "examinee"}'),
	(19, 10, 'start', '2024-06-04 04:30:00+00', 8, '{"window_id": 1}'),
	(20, 10, 'end', '2024-06-04 05:00:00+00', 8, '{"ended_by": "examinee"}'),
	(21, 11, 'start', '2024-06-04 05:00:00+00', 9, '{"window_id": 1}'),
	(22, 11, 'end', '2024-06-04 05:30:00+00', 9, '{"ended_by": "examinee"}'),
	(23, 12, 'start', '2024-06-04 05:30:00+00', 11, '{"window_id": 1}'),
	(24, 12, 'end', '2024-06-04 06:00:00+00', 11, '{"ended_by": "examinee"}'),
	(25, 13, 'start', '2024-06-04 06:00:00+00', 12, '{"window_id": 1}'),
	(26, 13, 'end', '2024-06-04 06:30:00+00', 12, '{"ended_by": "examinee"}'),
	(27, 14, 'start', '2024-06-03 06:30:00+00', 13, '{"window_id": 1}'),
	(28, 14, 'end', '2024-06-03 07:00:00+00', 13, '{"ended_by": "examinee"}'),
	(29, 15, 'start', '2024-06-04 06:30:00+00', 13, '{"window_id": 1}'),
	(30, 15, 'end', '2024-06-04 07:00:00+00', 13, '{"ended_by": "examinee"}');
INSERT INTO public.attempts VALUES
	(1, 1, 1, 1, 1, 1, 'graded', 2, '0000000000000000000000000000000000000000000000000000000000000001', '{"seed": "0000000000000000000000000000000000000000000000000000000000000001", "items": [{"question_id": 6, "section": 0, "option_order": ["B", "A", "D", "C"], "points": "20", "version_id": 6, "type": "single_choice", "blanks": 0}, {"question_id": 1, "section": 0, "option_order": ["B", "A", "D", "C"], "points": "20", "version_id": 1, "type": "single_choice", "blanks": 0}, {"question_id": 2, "section": 0, "option_order": ["A", "C", "B", "D"], "points": "20", "version_id": 2, "type": "single_choice", "blanks": 0}, {"question_id": 8, "section": 1, "option_order": ["C", "D", "B", "A"], "points": "20", "version_id": 8, "type": "multiple_choice", "blanks": 0}, {"question_id": 11, "section": 2, "option_order": [], "points": "20", "version_id": 11, "type": "true_false", "blanks": 0}], "sections": ["\u5355\u9879\u9009\u62e9\u9898", "\u591a\u9879\u9009\u62e9\u9898", "\u5224\u65ad\u9898"], "multiple_rule": "all_or_nothing"}', '2024-06-04 01:00:00+00', '2024-06-04 02:00:00+00', '2024-06-04 02:00:30+00', '2024-06-04 01:30:00+00', 'examinee', 5, 1, 10000),
	(2, 1, 1, 2, 2, 1, 'graded', 2, '0000000000000000000000000000000000000000000000000000000000000002', '{"seed": "0000000000000000000000000000000000000000000000000000000000000002", "items": [{"question_id": 5, "section": 0, "option_order": ["B", "D", "C", "A"], "points": "20", "version_id": 5, "type": "single_choice", "blanks": 0}, {"question_id": 6, "section": 0, "option_order": ["C", "B", "A", "D"], "points": "20", "version_id": 6, "type": "single_choice", "blanks": 0}, {"question_id": 3, "section": 0, "option_order": ["C", "A", "B", "D"], "points": "20", "version_id": 3, "type": "single_choice", "blanks": 0}, {"question_id": 8, "section": 1, "option_order": ["D", "C", "B", "A"], "points": "20", "version_id": 8, "type": "multiple_choice", "blanks": 0}, {"question_id": 10, "section": 2, "option_order": [], "points": "20", "version_id": 10, "type": "true_false", "blanks": 0}], "sections": ["\u5355\u9879\u9009\u62e9\u9898", "\u591a\u9879\u9009\u62e9\u9898", "\u5224\u65ad\u9898"], "multiple_rule": "all_or_nothing"}', '2024-06-03 01:30:00+00', '2024-06-03 02:30:00+00', '2024-06-03 02:30:30+00', '2024-06-03 02:00:00+00', 'examinee', 2, 1, 4000),
	(3, 1, 1, 2, 2, 2, 'graded', 2, '0000000000000000000000000000000000000000000000000000000000000003', '{"seed": "0000000000000000000000000000000000000000000000000000000000000003", "items": [{"question_id": 4, "section": 0, "option_order": ["D", "A", "B", "C"], "points": "20", "version_id": 4, "type": "single_choice", "blanks": 0}, {"question_id": 1, "section": 0, "option_order": ["C", "D", "B", "A"], "points": "20", "version_id": 1, "type": "single_choice", "blanks": 0}, {"question_id": 2, "section": 0, "option_order": ["D", "C", "B", "A"], "points": "20", "version_id": 2, "type": "single_choice", "blanks": 0}, {"question_id": 7, "section": 1, "option_order": ["D", "A", "C", "B"], "points": "20", "version_id": 7, "type": "multiple_choice", "blanks": 0}, {"question_id": 11, "section": 2, "option_order": [], "points": "20", "version_id": 11, "type": "true_false", "blanks": 0}], "sections": ["\u5355\u9879\u9009\u62e9\u9898", "\u591a\u9879\u9009\u62e9\u9898", "\u5224\u65ad\u9898"], "multiple_rule": "all_or_nothing"}', '2024-06-04 01:30:00+00', '2024-06-04 02:30:00+00', '2024-06-04 02:30:30+00', '2024-06-04 02:00:00+00', 'examinee', 5, 1, 10000),
	(4, 1, 1, 3, 3, 1, 'graded', 2, '0000000000000000000000000000000000000000000000000000000000000004', '{"seed": "0000000000000000000000000000000000000000000000000000000000000004", "items": [{"question_id": 3, "section": 0, "option_order": ["A", "D", "B", "C"], "points": "20", "version_id": 3, "type": "single_choice", "blanks": 0}, {"question_id": 5, "section": 0, "option_order": ["D", "B", "A", "C"], "points": "20", "version_id": 5, "type": "single_choice", "blanks": 0}, {"question_id": 1, "section": 0, "option_order": ["B", "A", "D", "C"], "points": "20", "version_id": 1, "type": "single_choice", "blanks": 0}, {"question_id": 9, "section": 1, "option_order": ["A", "B", "D", "C"], "points": "20", "version_id": 9, "type": "multiple_choice", "blanks": 0}, {"question_id": 12, "section": 2, "option_order": [], "points": "20", "version_id": 12, "type": "true_false", "blanks": 0}], "sections": ["\u5355\u9879\u9009\u62e9\u9898", "\u591a\u9879\u9009\u62e9\u9898", "\u5224\u65ad\u9898"], "multiple_rule": "all_or_nothing"}', '2024-06-04 02:00:00+00', '2024-06-04 03:00:00+00', '2024-06-04 03:00:30+00', '2024-06-04 02:30:00+00', 'examinee', 5, 1, 10000),
	(5, 1, 1, 4, 4, 1, 'graded', 2, '0000000000000000000000000000000000000000000000000000000000000005', '{"seed": "0000000000000000000000000000000000000000000000000000000000000005", "items": [{"question_id": 3, "section": 0, "option_order": ["A", "C", "B", "D"], "points": "20", "version_id": 3, "type": "single_choice", "blanks": 0}, {"question_id": 5, "section": 0, "option_order": ["A", "D", "C", "B"], "points": "20", "version_id": 5, "type": "single_choice", "blanks": 0}, {"question_id": 6, "section": 0, "option_order": ["C", "A", "D", "B"], "points": "20", "version_id": 6, "type": "single_choice", "blanks": 0}, {"question_id": 7, "section": 1, "option_order": ["B", "A", "C", "D"], "points": "20", "version_id": 7, "type": "multiple_choice", "blanks": 0}, {"question_id": 10, "section": 2, "option_order": [], "points": "20", "version_id": 10, "type": "true_false", "blanks": 0}], "sections": ["\u5355\u9879\u9009\u62e9\u9898", "\u591a\u9879\u9009\u62e9\u9898", "\u5224\u65ad\u9898"], "multiple_rule": "all_or_nothing"}', '2024-06-04 02:30:00+00', '2024-06-04 03:30:00+00', '2024-06-04 03:30:30+00', '2024-06-04 03:00:00+00', 'examinee', 5, 1, 10000),
	(6, 1, 1, 5, 5, 1, 'graded', 2, '0000000000000000000000000000000000000000000000000000000000000006', '{"seed": "0000000000000000000000000000000000000000000000000000000000000006", "items": [{"question_id": 2, "section": 0, "option_order": ["A", "C", "B", "D"], "points": "20", "version_id": 2, "type": "single_choice", "blanks": 0}, {"question_id": 5, "section": 0, "option_order": ["A", "B", "D", "C"], "points": "20", "version_id": 5, "type": "single_choice", "blanks": 0}, {"question_id": 4, "section": 0, "option_order": ["C", "B", "D", "A"], "points": "20", "version_id": 4, "type": "single_choice", "blanks": 0}, {"question_id": 9, "section": 1, "option_order": ["B", "D", "C", "A"], "points": "20", "version_id": 9, "type": "multiple_choice", "blanks": 0}, {"question_id": 11, "section": 2, "option_order": [], "points": "20", "version_id": 11, "type": "true_false", "blanks": 0}], "sections": ["\u5355\u9879\u9009\u62e9\u9898", "\u591a\u9879\u9009\u62e9\u9898", "\u5224\u65ad\u9898"], "multiple_rule": "all_or_nothing"}', '2024-06-04 03:00:00+00', '2024-06-04 04:00:00+00', '2024-06-04 04:00:30+00', '2024-06-04 03:30:00+00', 'examinee', 5, 1, 10000),
	(7, 1, 1, 6, 6, 1, 'graded', 2, '0000000000000000000000000000000000000000000000000000000000000007', '{"seed": "0000000000000000000000000000000000000000000000000000000000000007", "items": [{"question_id": 2, "section": 0, "option_order": ["C", "B", "A", "D"], "points": "20", "version_id": 2, "type": "single_choice", "blanks": 0}, {"question_id": 1, "section": 0, "option_order": ["B", "C", "A", "D"], "points": "20", "version_id": 1, "type": "single_choice", "blanks": 0}, {"question_id": 6, "section": 0, "option_order": ["D", "A", "C", "B"], "points": "20", "version_id": 6, "type": "single_choice", "blanks": 0}, {"question_id": 7, "section": 1, "option_order": ["B", "A", "C", "D"], "points": "20", "version_id": 7, "type": "multiple_choice", "blanks": 0}, {"question_id": 11, "section": 2, "option_order": [], "points": "20", "version_id": 11, "type": "true_false", "blanks": 0}], "sections": ["\u5355\u9879\u9009\u62e9\u9898", "\u591a\u9879\u9009\u62e9\u9898", "\u5224\u65ad\u9898"], "multiple_rule": "all_or_nothing"}', '2024-06-04 03:30:00+00', '2024-06-04 04:30:00+00', '2024-06-04 04:30:30+00', '2024-06-04 04:00:00+00', 'examinee', 5, 1, 10000),
	(8, 1, 1, 7, 7, 1, 'graded', 2, '0000000000000000000000000000000000000000000000000000000000000008', '{"seed": "0000000000000000000000000000000000000000000000000000000000000008", "items": [{"question_id": 6, "section": 0, "option_order": ["C", "B", "D", "A"], "points": "20", "version_id": 6, "type": "single_choice", "blanks": 0}, {"question_id": 4, "section": 0, "option_order": ["D", "B", "A", "C"], "points": "20", "version_id": 4, "type": "single_choice", "blanks": 0}, {"question_id": 1, "section": 0, "option_order": ["A", "D", "B", "C"], "points": "20", "version_id": 1, "type": "single_choice", "blanks": 0}, {"question_id": 9, "section": 1, "option_order": ["D", "C", "A", "B"], "points": "20", "version_id": 9, "type": "multiple_choice", "blanks": 0}, {"question_id": 11, "section": 2, "option_order": [], "points": "20", "version_id": 11, "type": "true_false", "blanks": 0}], "sections": ["\u5355\u9879\u9009\u62e9\u9898", "\u591a\u9879\u9009\u62e9\u9898", "\u5224\u65ad\u9898"], "multiple_rule": "all_or_nothing"}', '2024-06-03 04:00:00+00', '2024-06-03 05:00:00+00', '2024-06-03 05:00:30+00', '2024-06-03 04:30:00+00', 'examinee', 2, 1, 4000),
	(9, 1, 1, 7, 7, 2, 'graded', 2, '0000000000000000000000000000000000000000000000000000000000000009', '{"seed": "0000000000000000000000000000000000000000000000000000000000000009", "items": [{"question_id": 3, "section": 0, "option_order": ["C", "B", "A", "D"], "points": "20", "version_id": 3, "type": "single_choice", "blanks": 0}, {"question_id": 2, "section": 0, "option_order": ["A", "C", "B", "D"], "points": "20", "version_id": 2, "type": "single_choice", "blanks": 0}, {"question_id": 5, "section": 0, "option_order": ["C", "B", "A", "D"], "points": "20", "version_id": 5, "type": "single_choice", "blanks": 0}, {"question_id": 7, "section": 1, "option_order": ["C", "A", "B", "D"], "points": "20", "version_id": 7, "type": "multiple_choice", "blanks": 0}, {"question_id": 10, "section": 2, "option_order": [], "points": "20", "version_id": 10, "type": "true_false", "blanks": 0}], "sections": ["\u5355\u9879\u9009\u62e9\u9898", "\u591a\u9879\u9009\u62e9\u9898", "\u5224\u65ad\u9898"], "multiple_rule": "all_or_nothing"}', '2024-06-04 04:00:00+00', '2024-06-04 05:00:00+00', '2024-06-04 05:00:30+00', '2024-06-04 04:30:00+00', 'examinee', 5, 1, 10000),
	(10, 1, 1, 8, 8, 1, 'graded', 2, '000000000000000000000000000000000000000000000000000000000000000a', '{"seed": "000000000000000000000000000000000000000000000000000000000000000a", "items": [{"question_id": 4, "section": 0, "option_order": ["D", "B", "A", "C"], "points": "20", "version_id": 4, "type": "single_choice", "blanks": 0}, {"question_id": 2, "section": 0, "option_order": ["C", "D", "A", "B"], "points": "20", "version_id": 2, "type": "single_choice", "blanks": 0}, {"question_id": 3, "section": 0, "option_order": ["D", "C", "B", "A"], "points": "20", "version_id": 3, "type": "single_choice", "blanks": 0}, {"question_id": 7, "section": 1, "option_order": ["D", "C", "B", "A"], "points": "20", "version_id": 7, "type": "multiple_choice", "blanks": 0}, {"question_id": 10, "section": 2, "option_order": [], "points": "20", "version_id": 10, "type": "true_false", "blanks": 0}], "sections": ["\u5355\u9879\u9009\u62e9\u9898", "\u591a\u9879\u9009\u62e9\u9898", "\u5224\u65ad\u9898"], "multiple_rule": "all_or_nothing"}', '2024-06-04 04:30:00+00', '2024-06-04 05:30:00+00', '2024-06-04 05:30:30+00', '2024-06-04 05:00:00+00', 'examinee', 5, 1, 10000),
	(11, 1, 1, 9, 9, 1, 'graded', 2, '000000000000000000000000000000000000000000000000000000000000000b', '{"seed": "000000000000000000000000000000000000000000000000000000000000000b", "items": [{"question_id": 1, "section": 0, "option_order": ["B", "C", "A", "D"], "points": "20", "version_id": 1, "type": "single_choice", "blanks": 0}, {"question_id": 4, "section": 0, "option_order": ["C", "A", "D", "B"], "points": "20", "version_id": 4, "type": "single_choice", "blanks": 0}, {"question_id": 2, "section": 0, "option_order": ["D", "C", "A", "B"], "points": "20", "version_id": 2, "type": "single_choice", "blanks": 0}, {"question_id": 9, "section": 1, "option_order": ["B", "C", "D", "A"], "points": "20", "version_id": 9, "type": "multiple_choice", "blanks": 0}, {"question_id": 11, "section": 2, "option_order": [], "points": "20", "version_id": 11, "type": "true_false", "blanks": 0}], "sections": ["\u5355\u9879\u9009\u62e9\u9898", "\u591a\u9879\u9009\u62e9\u9898", "\u5224\u65ad\u9898"], "multiple_rule": "all_or_nothing"}', '2024-06-04 05:00:00+00', '2024-06-04 06:00:00+00', '2024-06-04 06:00:30+00', '2024-06-04 05:30:00+00', 'examinee', 5, 1, 10000),
	(12, 1, 1, 11, 10, 1, 'graded', 2, '000000000000000000000000000000000000000000000000000000000000000c', '{"seed": "000000000000000000000000000000000000000000000000000000000000000c", "items": [{"question_id": 3, "section": 0, "option_order": ["D", "B", "A", "C"], "points": "20", "version_id": 3, "type": "single_choice", "blanks": 0}, {"question_id": 1, "section": 0, "option_order": ["D", "A", "B", "C"], "points": "20", "version_id": 1, "type": "single_choice", "blanks": 0}, {"question_id": 5, "section": 0, "option_order": ["C", "B", "A", "D"], "points": "20", "version_id": 5, "type": "single_choice", "blanks": 0}, {"question_id": 7, "section": 1, "option_order": ["D", "A", "C", "B"], "points": "20", "version_id": 7, "type": "multiple_choice", "blanks": 0}, {"question_id": 10, "section": 2, "option_order": [], "points": "20", "version_id": 10, "type": "true_false", "blanks": 0}], "sections": ["\u5355\u9879\u9009\u62e9\u9898", "\u591a\u9879\u9009\u62e9\u9898", "\u5224\u65ad\u9898"], "multiple_rule": "all_or_nothing"}', '2024-06-04 05:30:00+00', '2024-06-04 06:30:00+00', '2024-06-04 06:30:30+00', '2024-06-04 06:00:00+00', 'examinee', 5, 1, 10000),
	(13, 1, 1, 12, 11, 1, 'graded', 2, '000000000000000000000000000000000000000000000000000000000000000d', '{"seed": "000000000000000000000000000000000000000000000000000000000000000d", "items": [{"question_id": 2, "section": 0, "option_order": ["B", "D", "C", "A"], "points": "20", "version_id": 2, "type": "single_choice", "blanks": 0}, {"question_id": 1, "section": 0, "option_order": ["D", "B", "C", "A"], "points": "20", "version_id": 1, "type": "single_choice", "blanks": 0}, {"question_id": 3, "section": 0, "option_order": ["C", "D", "A", "B"], "points": "20", "version_id": 3, "type": "single_choice", "blanks": 0}, {"question_id": 9, "section": 1, "option_order": ["D", "B", "A", "C"], "points": "20", "version_id": 9, "type": "multiple_choice", "blanks": 0}, {"question_id": 11, "section": 2, "option_order": [], "points": "20", "version_id": 11, "type": "true_false", "blanks": 0}], "sections": ["\u5355\u9879\u9009\u62e9\u9898", "\u591a\u9879\u9009\u62e9\u9898", "\u5224\u65ad\u9898"], "multiple_rule": "all_or_nothing"}', '2024-06-04 06:00:00+00', '2024-06-04 07:00:00+00', '2024-06-04 07:00:30+00', '2024-06-04 06:30:00+00', 'examinee', 5, 1, 10000),
	(14, 1, 1, 13, 12, 1, 'graded', 2, '000000000000000000000000000000000000000000000000000000000000000e', '{"seed": "000000000000000000000000000000000000000000000000000000000000000e", "items": [{"question_id": 3, "section": 0, "option_order": ["B", "C", "A", "D"], "points": "20", "version_id": 3, "type": "single_choice", "blanks": 0}, {"question_id": 4, "section": 0, "option_order": ["A", "B", "C", "D"], "points": "20", "version_id": 4, "type": "single_choice", "blanks": 0}, {"question_id": 5, "section": 0, "option_order": ["B", "A", "C", "D"], "points": "20", "version_id": 5, "type": "single_choice", "blanks": 0}, {"question_id": 8, "section": 1, "option_order": ["D", "C", "B", "A"], "points": "20", "version_id": 8, "type": "multiple_choice", "blanks": 0}, {"question_id": 12, "section": 2, "option_order": [], "points": "20", "version_id": 12, "type": "true_false", "blanks": 0}], "sections": ["\u5355\u9879\u9009\u62e9\u9898", "\u591a\u9879\u9009\u62e9\u9898", "\u5224\u65ad\u9898"], "multiple_rule": "all_or_nothing"}', '2024-06-03 06:30:00+00', '2024-06-03 07:30:00+00', '2024-06-03 07:30:30+00', '2024-06-03 07:00:00+00', 'examinee', 2, 1, 4000),
	(15, 1, 1, 13, 12, 2, 'graded', 2, '000000000000000000000000000000000000000000000000000000000000000f', '{"seed": "000000000000000000000000000000000000000000000000000000000000000f", "items": [{"question_id": 1, "section": 0, "option_order": ["B", "A", "C", "D"], "points": "20", "version_id": 1, "type": "single_choice", "blanks": 0}, {"question_id": 6, "section": 0, "option_order": ["D", "A", "B", "C"], "points": "20", "version_id": 6, "type": "single_choice", "blanks": 0}, {"question_id": 2, "section": 0, "option_order": ["A", "B", "C", "D"], "points": "20", "version_id": 2, "type": "single_choice", "blanks": 0}, {"question_id": 9, "section": 1, "option_order": ["D", "B", "C", "A"], "points": "20", "version_id": 9, "type": "multiple_choice", "blanks": 0}, {"question_id": 11, "section": 2, "option_order": [], "points": "20", "version_id": 11, "type": "true_false", "blanks": 0}], "sections": ["\u5355\u9879\u9009\u62e9\u9898", "\u591a\u9879\u9009\u62e9\u9898", "\u5224\u65ad\u9898"], "multiple_rule": "all_or_nothing"}', '2024-06-04 06:30:00+00', '2024-06-04 07:30:00+00', '2024-06-04 07:30:30+00', '2024-06-04 07:00:00+00', 'examinee', 5, 1, 10000);
INSERT INTO public.attendances VALUES
	(1, 1, 2, 'present', true, true, '', 3, '2024-04-16 08:00:00+00'),
	(1, 2, 2, 'present', false, true, '', 3, '2024-04-16 08:00:00+00'),
	(1, 3, 3, 'present', false, false, '', 3, '2024-04-16 08:00:00+00'),
	(1, 4, 3, 'present', false, false, '', 3, '2024-04-16 08:00:00+00'),
	(1, 5, 3, 'present', false, false, '', 3, '2024-04-16 08:00:00+00'),
	(1, 6, 3, 'present', false, false, '', 3, '2024-04-16 08:00:00+00'),
	(1, 7, 3, 'present', false, false, '', 3, '2024-04-16 08:00:00+00'),
	(1, 8, 4, 'present', false, false, '', 3, '2024-04-16 08:00:00+00'),
	(1, 9, 4, 'present', false, false, '', 3, '2024-04-16 08:00:00+00'),
	(1, 11, 4, 'present', false, false, '', 3, '2024-04-16 08:00:00+00'),
	(1, 12, 4, 'present', false, false, '', 3, '2024-04-16 08:00:00+00'),
	(1, 13, 4, 'present', false, false, '', 3, '2024-04-16 08:00:00+00');
INSERT INTO public.audit_entries VALUES
	(1, '2024-01-02 01:00:00+00', NULL, NULL, 'installation.found', '', NULL, '', 'done', '{"mode": "production"}', NULL, '', 'fe43bf745e5f5306a0c0f4a004be119311ed89ad05f69cda4f99cb69b7d46d99'),
	(2, '2022-12-31 16:00:00+00', 1, NULL, 'unit.create', 'node', 1, '', 'done', '{}', NULL, 'fe43bf745e5f5306a0c0f4a004be119311ed89ad05f69cda4f99cb69b7d46d99', '587c8a5b51b7f5e6d2ede91d54bc29f0d75d1f99ba08cc6c386e7a4d99b76e71'),
	(3, '2024-01-02 01:00:00+00', 1, NULL, 'department.create', 'node', 3, '', 'done', '{}', NULL, '587c8a5b51b7f5e6d2ede91d54bc29f0d75d1f99ba08cc6c386e7a4d99b76e71', '47f229bc9b3f23ab9cc1e0acb66a3feea01c19af5dcfa2b58d93a27732b10fba'),
	(4, '2024-01-02 01:00:00+00', 1, NULL, 'department.create', 'node', 4, '', 'done', '{}', NULL, '47f229bc9b3f23ab9cc1e0acb66a3feea01c19af5dcfa2b58d93a27732b10fba', '63ad02bd083609f93cb6efc05eebc73ec2a70dd99c520067910857bdb4652d51'),
	(5, '2024-01-02 01:00:00+00', 1, NULL, 'employee.create', 'employee', 1, '', 'done', '{}', NULL, '63ad02bd083609f93cb6efc05eebc73ec2a70dd99c520067910857bdb4652d51', 'babca087c27eaeb723e5ed2b96008f2642b0944c434ac92f82b0fab276269084'),
	(6, '2024-01-02 01:00:00+00', 1, NULL, 'employee.create', 'employee', 2, '', 'done', '{}', NULL, 'babca087c27eaeb723e5ed2b96008f2642b0944c434ac92f82b0fab276269084', '16483306341f482b94eda9b8e2f25662d710c39e5c073bff7d48f358cbfc95a1'),
	(7, '2024-01-02 01:00:00+00', 1, NULL, 'employee.create', 'employee', 3, '', 'done', '{}', NULL, '16483306341f482b94eda9b8e2f25662d710c39e5c073bff7d48f358cbfc95a1', 'bf374e1ed3c0473bd732435437db0f25868c45db4a4145c239bff93abf88fc14'),
	(8, '2024-01-02 01:00:00+00', 1, NULL, 'employee.create', 'employee', 4, '', 'done', '{}', NULL, 'bf374e1ed3c0473bd732435437db0f25868c45db4a4145c239bff93abf88fc14', '0060cdbcf2c22148b37a7784e76a61012b11023edeeda594fc2d59937ae10b0c'),
	(9, '2024-01-02 01:00:00+00', 1, NULL, 'employee.create', 'employee', 5, '', 'done', '{}', NULL, '0060cdbcf2c22148b37a7784e76a61012b11023edeeda594fc2d59937ae10b0c', '187f505e00cc42076b871caae2dd873bc90ccf449e0581267c8aba8000915276'),
	(10, '2024-01-02 01:00:00+00', 1, NULL, 'employee.create', 'employee', 6, '', 'done', '{}', NULL, '187f505e00cc42076b871caae2dd873bc90ccf449e0581267c8aba8000915276', '4f1484cc011a0fb403f1dbcb969f305569bf1282b6c1e91a9b29020f6cd9cc19'),
	(11, '2024-01-02 01:00:00+00', 1, NULL, 'employee.create', 'employee', 7, '', 'done', '{}', NULL, '4f1484cc011a0fb403f1dbcb969f305569bf1282b6c1e91a9b29020f6cd9cc19', '4f455120a53c6dc7ad69890716b445bf3797432a996959b446e266e4f331c882'),
	(12, '2024-01-02 01:00:00+00', 1, NULL, 'employee.create', 'employee', 8, '', 'done', '{}', NULL, '4f455120a53c6dc7ad69890716b445bf3797432a996959b446e266e4f331c882', '8e6858c6ced383ae03b019edb0a42d563d1c18129de688785f70ee4e36b7a9dd'),
	(13, '2024-01-02 01:00:00+00', 1, NULL, 'employee.create', 'employee', 9, '', 'done', '{}', NULL, '8e6858c6ced383ae03b019edb0a42d563d1c18129de688785f70ee4e36b7a9dd', '773c40fadeadac2c8e2aba461b1ec8574db1f566c81c6f387f31d1169624c7ba'),
	(14, '2024-01-02 01:00:00+00', 1, NULL, 'employee.create', 'employee', 10, '', 'done', '{}', NULL, '773c40fadeadac2c8e2aba461b1ec8574db1f566c81c6f387f31d1169624c7ba', '5baf415af8273ee5e9cc3f261eb657608726c715e0767c5d4c5e3018f407a82a'),
	(15, '2024-01-02 01:00:00+00', 1, NULL, 'employee.create', 'employee', 11, '', 'done', '{}', NULL, '5baf415af8273ee5e9cc3f261eb657608726c715e0767c5d4c5e3018f407a82a', '42b1e6340474e2445e26e611f90df57ed0bda2841e039f688979d940564fcf18'),
	(16, '2024-01-02 01:00:00+00', 1, NULL, 'employee.create', 'employee', 12, '', 'done', '{}', NULL, '42b1e6340474e2445e26e611f90df57ed0bda2841e039f688979d940564fcf18', 'f0e321a82ef213c50383e9213129c3eb5079f84a1ff35bee17d56411bc5e764a'),
	(17, '2024-01-02 01:00:00+00', 1, NULL, 'employee.create', 'employee', 13, '', 'done', '{}', NULL, 'f0e321a82ef213c50383e9213129c3eb5079f84a1ff35bee17d56411bc5e764a', 'dd20337c051e0ce83bddf828da0b4835b100f97c6e8696f7bec013ec276cacfc'),
	(18, '2022-12-31 16:00:00+00', 1, NULL, 'role.grant', 'employee', 1, '', 'done', '{"role": "principal_leader", "node": 2}', NULL, 'dd20337c051e0ce83bddf828da0b4835b100f97c6e8696f7bec013ec276cacfc', '2d5722f268d09388a78ef56115e2c88311e93a1b2c48e107aa81fc86b82f59c7'),
	(19, '2022-12-31 16:00:00+00', 1, NULL, 'role.grant', 'employee', 2, '', 'done', '{"role": "leader", "node": 2}', NULL, '2d5722f268d09388a78ef56115e2c88311e93a1b2c48e107aa81fc86b82f59c7', '61b3f94eccba4e42fd1c08618623d11845321e80e3b02b0b6c08cc757fb01a85'),
	(20, '2022-12-31 16:00:00+00', 1, NULL, 'role.grant', 'employee', 3, '', 'done', '{"role": "law_admin", "node": 1}', NULL, '61b3f94eccba4e42fd1c08618623d11845321e80e3b02b0b6c08cc757fb01a85', 'af3578783605a3548af86ef94089742a26ce6c5dc6496367ada1bf8fc1c9643d'),
	(21, '2022-12-31 16:00:00+00', 1, NULL, 'role.grant', 'employee', 4, '', 'done', '{"role": "department_head", "node": 3}', NULL, 'af3578783605a3548af86ef94089742a26ce6c5dc6496367ada1bf8fc1c9643d', 'fc8e21c6d65fa609ce9472055da0ab00fe8deafa2e854c4fdcb9695b7a94d2d8'),
	(22, '2022-12-31 16:00:00+00', 1, NULL, 'role.grant', 'employee', 11, '', 'done', '{"role": "auditor", "node": 1}', NULL, 'fc8e21c6d65fa609ce9472055da0ab00fe8deafa2e854c4fdcb9695b7a94d2d8', '2c7b6a3944cd20bc64db0c410d502898b0cce9b55d1869c5e59a09aa9459a942'),
	(23, '2022-12-31 16:00:00+00', 1, NULL, 'role.grant', 'employee', 12, '', 'done', '{"role": "security_admin", "node": 1}', NULL, '2c7b6a3944cd20bc64db0c410d502898b0cce9b55d1869c5e59a09aa9459a942', 'df2c4df5aee6d314aec861f79ae890ccc777312dc552b6c24701e845452e7297'),
	(24, '2022-12-31 16:00:00+00', 1, NULL, 'role.grant', 'employee', 13, '', 'done', '{"role": "system_admin", "node": 1}', NULL, 'df2c4df5aee6d314aec861f79ae890ccc777312dc552b6c24701e845452e7297', '3fc1282c514034768b6b579dcc091be8ee71c605f09cea4fcbfd705471b0aa26'),
	(25, '2022-12-31 16:00:00+00', 5, NULL, 'unit.create', 'node', 5, '', 'done', '{}', NULL, '3fc1282c514034768b6b579dcc091be8ee71c605f09cea4fcbfd705471b0aa26', 'b018e515338cf5402075dd896e242e3858cc379e528f45f2da229868b79809b2'),
	(26, '2024-01-02 01:00:00+00', 5, NULL, 'department.create', 'node', 7, '', 'done', '{}', NULL, 'b018e515338cf5402075dd896e242e3858cc379e528f45f2da229868b79809b2', '04d5df111bc92a6122216483460643c626997d5e726cedc26d2d0814ad4a7820'),
	(27, '2024-01-02 01:00:00+00', 5, NULL, 'employee.create', 'employee', 14, '', 'done', '{}', NULL, '04d5df111bc92a6122216483460643c626997d5e726cedc26d2d0814ad4a7820', '7e83c7d520979343ef64aad4a334cb6599fcd32519a0aecec06076091ae46dfc'),
	(28, '2024-01-02 01:00:00+00', 5, NULL, 'employee.create', 'employee', 15, '', 'done', '{}', NULL, '7e83c7d520979343ef64aad4a334cb6599fcd32519a0aecec06076091ae46dfc', '7db4a6813075b1982d97e2f6d861a3c3779da0581f472973c274848a3218d8e7'),
	(29, '2022-12-31 16:00:00+00', 5, NULL, 'role.grant', 'employee', 15, '', 'done', '{"role": "law_admin", "node": 5}', NULL, '7db4a6813075b1982d97e2f6d861a3c3779da0581f472973c274848a3218d8e7', 'c8724ee0e59fa97ecf04112279fcc9b3929e21f015d7ccecc9bf23464e9841dc'),
	(30, '2024-04-15 06:00:00+00', 1, 3, 'session.create', 'study_session', 1, '', 'done', '{"kinds": ["standing_meeting"]}', NULL, 'c8724ee0e59fa97ecf04112279fcc9b3929e21f015d7ccecc9bf23464e9841dc', '99294c04b6ba4c26a65ec680217ab29b718d5f5114d8b422e971b1c93f3a76ed'),
	(31, '2024-04-16 08:00:00+00', 1, 3, 'roll.record', 'study_session', 1, '', 'done', '{"lines": 12}', NULL, '99294c04b6ba4c26a65ec680217ab29b718d5f5114d8b422e971b1c93f3a76ed', '399563bdb059a9f181dabb52e8ec0cf08943981e9b5310ef1643dabac05c024a'),
	(32, '2024-04-16 09:00:00+00', 1, 3, 'roll.close', 'study_session', 1, '', 'done', '{"lines": 12, "is_late_entry": false}', '4e2a7e5d2dcc31f344028f53d8210766b542a83ab3e1ef8c3d6b315a7b263fcd', '399563bdb059a9f181dabb52e8ec0cf08943981e9b5310ef1643dabac05c024a', '66ee1e629a8cc9fc5f08f30516853a6b5194b37e47ab42b493ba5722aebed8e7'),
	(33, '2024-06-01 01:00:00+00', 1, 3, 'requirement.create', 'requirement', 1, '', 'done', '{"kind": "exam", "year": 2024}', NULL, '66ee1e629a8cc9fc5f08f30516853a6b5194b37e47ab42b493ba5722aebed8e7', '861eae6ee8bd0c655fea54baa32d777db67e3e1446b269de8e174462adf621b5'),
	(34, '2024-06-01 01:00:00+00', 1, 3, 'exam.create', 'exam', 1, '', 'done', '{"preset": "notice"}', NULL, '861eae6ee8bd0c655fea54baa32d777db67e3e1446b269de8e174462adf621b5', '68e3c1101c8fc753e88ca04579e616bfe796f08ff3d68cbba20ff447b366319a'),
	(35, '2024-06-02 01:00:00+00', 1, 3, 'requirement.publish', 'requirement', 1, '', 'done', '{"people_count": 12}', NULL, '68e3c1101c8fc753e88ca04579e616bfe796f08ff3d68cbba20ff447b366319a', '024bab375de4c2b9ad9ce9f60d0a35ab18419c4efacb34f6ae87f65aa571b23b'),
	(36, '2024-06-02 01:00:00+00', 1, 3, 'exam.publish', 'exam', 1, '', 'done', '{"people_count": 12}', NULL, '024bab375de4c2b9ad9ce9f60d0a35ab18419c4efacb34f6ae87f65aa571b23b', 'f835112651c16d5c492cf7a86d563cab020e2762991009984d843344515e0c55'),
	(37, '2024-06-04 01:00:00+00', 1, 1, 'attempt.start', 'attempt', 1, '', 'done', '{"exam_id": 1, "employee_id": 1}', NULL, 'f835112651c16d5c492cf7a86d563cab020e2762991009984d843344515e0c55', '91a1a882168381752e12fc4b5402e5be6b90e0f1884897232a26c63779efd954'),
	(38, '2024-06-04 01:30:00+00', 1, 1, 'attempt.end', 'attempt', 1, '', 'done', '{"exam_id": 1, "employee_id": 1, "ended_by": "examinee"}', '6cf114a8010efe5e059e0e6c67cee53190280390192c281a7fe800c7780f1e7a', '91a1a882168381752e12fc4b5402e5be6b90e0f1884897232a26c63779efd954', 'ba63723e65407f755637d66191c7b96e6da9c77197ba1d2b263f5e8225a04df7'),
	(39, '2024-06-03 01:30:00+00', 1, 2, 'attempt.start', 'attempt', 2, '', 'done', '{"exam_id": 1, "employee_id": 2}', NULL, 'ba63723e65407f755637d66191c7b96e6da9c77197ba1d2b263f5e8225a04df7', '63eca527211de889c37b732b78ecaa95e6417c2c97e1d415cc580524e2331208'),
	(40, '2024-06-03 02:00:00+00', 1, 2, 'attempt.end', 'attempt', 2, '', 'done', '{"exam_id": 1, "employee_id": 2, "ended_by": "examinee"}', '56e73fa2aa22b8ccf63a5c10d6a663b59133876bd8de8b60005698e8332168c6', '63eca527211de889c37b732b78ecaa95e6417c2c97e1d415cc580524e2331208', '00f015dcf073fa5f6ef74193b71149276e71c26bd70566f5484666b267ba551b'),
	(41, '2024-06-04 01:30:00+00', 1, 2, 'attempt.start', 'attempt', 3, '', 'done', '{"exam_id": 1, "employee_id": 2}', NULL, '00f015dcf073fa5f6ef74193b71149276e71c26bd70566f5484666b267ba551b', 'b663c1d830be8e7c80f411d6510a4df894ed852199a2bfcb75454f91ce124baf'),
	(42, '2024-06-04 02:00:00+00', 1, 2, 'attempt.end', 'attempt', 3, '', 'done', '{"exam_id": 1, "employee_id": 2, "ended_by": "examinee"}', '144443fe94d35c275c7d99bc8ef76f14118e7aa015448dbac407c4ade770ef2e', 'b663c1d830be8e7c80f411d6510a4df894ed852199a2bfcb75454f91ce124baf', '47b6ed426798a6f3f342978748cfeba6a256060a8b87d6b83cc7602963668bec'),
	(43, '2024-06-04 02:00:00+00', 1, 3, 'attempt.start', 'attempt', 4, '', 'done', '{"exam_id": 1, "employee_id": 3}', NULL, '47b6ed426798a6f3f342978748cfeba6a256060a8b87d6b83cc7602963668bec', '8302a1ac9717c7d3ac6ec19b166c9f11b00486deb4a372192f7d718f7cb1a670'),
	(44, '2024-06-04 02:30:00+00', 1, 3, 'attempt.end', 'attempt', 4, '', 'done', '{"exam_id": 1, "employee_id": 3, "ended_by": "examinee"}', '7d8b12360c6fcb16b3b87e1fb5126ab61c6ca4f06723ec9f9ffebd9cc9a9cabb', '8302a1ac9717c7d3ac6ec19b166c9f11b00486deb4a372192f7d718f7cb1a670', '2f1e0b8d63fdc70b1904f95047a5cf1d58feef6fcbb14357be39dbc4b883f281'),
	(45, '2024-06-04 02:30:00+00', 1, 4, 'attempt.start', 'attempt', 5, '', 'done', '{"exam_id": 1, "employee_id": 4}', NULL, '2f1e0b8d63fdc70b1904f95047a5cf1d58feef6fcbb14357be39dbc4b883f281', 'f8c264df2205f81a4141f657d212013e603775d0baf3f716d81ece438dca7c06'),
	(46, '2024-06-04 03:00:00+00', 1, 4, 'attempt.end', 'attempt', 5, '', 'done', '{"exam_id": 1, "employee_id": 4, "ended_by": "examinee"}', '0f79c0cda7e922c675143d824455756417717e75107e435ae26f5ad1b4946d26', 'f8c264df2205f81a4141f657d212013e603775d0baf3f716d81ece438dca7c06', '304ba3bed1b97c9589689a1f93c7da81df9280469e0e1d3d5d1d24761ad6da8b'),
	(47, '2024-06-04 03:00:00+00', 1, 5, 'attempt.start', 'attempt', 6, '', 'done', '{"exam_id": 1, "employee_id": 5}', NULL, '304ba3bed1b97c9589689a1f93c7da81df9280469e0e1d3d5d1d24761ad6da8b', '2a99444a8ae97780a80543e073f7eea2c9e3de4819932594a1ff071db6165748'),
	(48, '2024-06-04 03:30:00+00', 1, 5, 'attempt.end', 'attempt', 6, '', 'done', '{"exam_id": 1, "employee_id": 5, "ended_by": "examinee"}', '4d72c7268970572ebb079ff14ad19ac16d60cdbda23692daedb6c0c7136a6c87', '2a99444a8ae97780a80543e073f7eea2c9e3de4819932594a1ff071db6165748', '505e1b53c6ead32d205cae260d78f11cab670012aaaeb30e47cb14fda676f12e'),
	(49, '2024-06-04 03:30:00+00', 1, 6, 'attempt.start', 'attempt', 7, '', 'done', '{"exam_id": 1, "employee_id": 6}', NULL, '505e1b53c6ead32d205cae260d78f11cab670012aaaeb30e47cb14fda676f12e', 'b48a87d7c5fe9fd15e5d84ec52c092cab480dd23929030ddae919c629a1782cf'),
	(50, '2024-06-04 04:00:00+00', 1, 6, 'attempt.end', 'attempt', 7, '', 'done', '{"exam_id": 1, "employee_id": 6, "ended_by": "examinee"}', '92d5233b4499e31feded6afeef243d8c5d76f356f5493e68a84c28909976a68a', 'b48a87d7c5fe9fd15e5d84ec52c092cab480dd23929030ddae919c629a1782cf', 'f97c032d9ba41fd805afd11e9551108bc48957621a10efcdfd28bee9ea9d2a26');
INSERT INTO public.audit_entries VALUES
	(51, '2024-06-03 04:00:00+00', 1, 7, 'attempt.start', 'attempt', 8, '', 'done', '{"exam_id": 1, "employee_id": 7}', NULL, 'f97c032d9ba41fd805afd11e9551108bc48957621a10efcdfd28bee9ea9d2a26', 'd6827b9f90d973e12b8c4d3e31a483b188694e4996cb4cabdd8e01aa898b5806'),
	(52, '2024-06-03 04:30:00+00', 1, 7, 'attempt.end', 'attempt', 8, '', 'done', '{"exam_id": 1, "employee_id": 7, "ended_by": "examinee"}', '0ad7187804ec70373e21c5273d9f79a23e01432483e612723ec50f89d387cfa3', 'd6827b9f90d973e12b8c4d3e31a483b188694e4996cb4cabdd8e01aa898b5806', '68ee195489e0eb39abe1e1a32ea0a5484750eaedb0433248abaf81e23f7e1690'),
	(53, '2024-06-04 04:00:00+00', 1, 7, 'attempt.start', 'attempt', 9, '', 'done', '{"exam_id": 1, "employee_id": 7}', NULL, '68ee195489e0eb39abe1e1a32ea0a5484750eaedb0433248abaf81e23f7e1690', '9e81c37c107300ea7a0186a1e92a31e92b4e10bdc4c188337b9ad04e15e2c1d5'),
	(54, '2024-06-04 04:30:00+00', 1, 7, 'attempt.end', 'attempt', 9, '', 'done', '{"exam_id": 1, "employee_id": 7, "ended_by": "examinee"}', 'ce092e4fe6fce1e9e7f4cb970a22f84010295e7af45f87179611bdcb7fe74b08', '9e81c37c107300ea7a0186a1e92a31e92b4e10bdc4c188337b9ad04e15e2c1d5', '3b530293b00266cd2ec022237444e6bba1cbfcb1e41803e89c347427c7227790'),
	(55, '2024-06-04 04:30:00+00', 1, 8, 'attempt.start', 'attempt', 10, '', 'done', '{"exam_id": 1, "employee_id": 8}', NULL, '3b530293b00266cd2ec022237444e6bba1cbfcb1e41803e89c347427c7227790', 'c92e16c6e4df07ee0abc7cef33634d073b80739a000fef7a6ed91abd8099c5d8'),
	(56, '2024-06-04 05:00:00+00', 1, 8, 'attempt.end', 'attempt', 10, '', 'done', '{"exam_id": 1, "employee_id": 8, "ended_by": "examinee"}', 'd602975c0dd78abeb409626b7e776368f86f4f5f9cd1860f2e85220e18ec9ecf', 'c92e16c6e4df07ee0abc7cef33634d073b80739a000fef7a6ed91abd8099c5d8', 'bc99e3e4b3297eff1649fdc56e8852da3d8a95edc114a703f034c4692fe9165b'),
	(57, '2024-06-04 05:00:00+00', 1, 9, 'attempt.start', 'attempt', 11, '', 'done', '{"exam_id": 1, "employee_id": 9}', NULL, 'bc99e3e4b3297eff1649fdc56e8852da3d8a95edc114a703f034c4692fe9165b', '27dbc0422e65d5299b207b281d686239e9c7b80f7ac8a3f69d54439b090f44b5'),
	(58, '2024-06-04 05:30:00+00', 1, 9, 'attempt.end', 'attempt', 11, '', 'done', '{"exam_id": 1, "employee_id": 9, "ended_by": "examinee"}', '1cfbcae8ffddbc80100f7cbd2902e7d3cd60023e7faf82d5646c77bbed9e905b', '27dbc0422e65d5299b207b281d686239e9c7b80f7ac8a3f69d54439b090f44b5', 'b438f1ea8b08cc080eded9499751ef2e8528c3db0455e24223ba22022612d14b'),
	(59, '2024-06-04 05:30:00+00', 1, 11, 'attempt.start', 'attempt', 12, '', 'done', '{"exam_id": 1, "employee_id": 11}', NULL, 'b438f1ea8b08cc080eded9499751ef2e8528c3db0455e24223ba22022612d14b', '811da25a9ef500af15fc5d80a35693d2f197e26e5fa353eab39921a9e5dd39e0'),
	(60, '2024-06-04 06:00:00+00', 1, 11, 'attempt.end', 'attempt', 12, '', 'done', '{"exam_id": 1, "employee_id": 11, "ended_by": "examinee"}', '22c81ed5007b0d54d8e3845bda3d5acadc25c5a912e343e77bed16ed3dc70ddb', '811da25a9ef500af15fc5d80a35693d2f197e26e5fa353eab39921a9e5dd39e0', 'cf03a90244d12c25b9ce4df7f8352dfd5eff3b170dbf9535f9b7bfac27db4509'),
	(61, '2024-06-04 06:00:00+00', 1, 12, 'attempt.start', 'attempt', 13, '', 'done', '{"exam_id": 1, "employee_id": 12}', NULL, 'cf03a90244d12c25b9ce4df7f8352dfd5eff3b170dbf9535f9b7bfac27db4509', '04723431eaab4b0442dcb68c389f2336c29faf9c22bc39902db71976bc887d7b'),
	(62, '2024-06-04 06:30:00+00', 1, 12, 'attempt.end', 'attempt', 13, '', 'done', '{"exam_id": 1, "employee_id": 12, "ended_by": "examinee"}', 'f25ba7218e69b2c124c9ece7aa9461deaa689c55fb1d3eefc0c7314ad1c1a7bc', '04723431eaab4b0442dcb68c389f2336c29faf9c22bc39902db71976bc887d7b', 'c3b36b22352c2eb53e1192c089c123c00356f915449d26d67f88f89454d3a571'),
	(63, '2024-06-03 06:30:00+00', 1, 13, 'attempt.start', 'attempt', 14, '', 'done', '{"exam_id": 1, "employee_id": 13}', NULL, 'c3b36b22352c2eb53e1192c089c123c00356f915449d26d67f88f89454d3a571', 'c139b0ae112ad8b81d5d7c0676d8d0736dbcee5e91f7c54a4dbf8741a5943bbb'),
	(64, '2024-06-03 07:00:00+00', 1, 13, 'attempt.end', 'attempt', 14, '', 'done', '{"exam_id": 1, "employee_id": 13, "ended_by": "examinee"}', 'ea1152973e70a87d9d3d31c7aecec5e7ca53091601f3bede5636acf45a27b535', 'c139b0ae112ad8b81d5d7c0676d8d0736dbcee5e91f7c54a4dbf8741a5943bbb', 'b2ae5b7038f4c73632712f36143af2a38e3ffad5455726356cf3001f074a31af'),
	(65, '2024-06-04 06:30:00+00', 1, 13, 'attempt.start', 'attempt', 15, '', 'done', '{"exam_id": 1, "employee_id": 13}', NULL, 'b2ae5b7038f4c73632712f36143af2a38e3ffad5455726356cf3001f074a31af', 'dee62e95d4eb226d84335183c04fae95ade542da3471a4cb519908382b3ce558'),
	(66, '2024-06-04 07:00:00+00', 1, 13, 'attempt.end', 'attempt', 15, '', 'done', '{"exam_id": 1, "employee_id": 13, "ended_by": "examinee"}', '1aeef2e18ff6536b1f4ea5e8efeda0719ba74b847357b9ed1c8a974120233ba9', 'dee62e95d4eb226d84335183c04fae95ade542da3471a4cb519908382b3ce558', '95c0841ac9efacdd2de2b7f2960a2154e19f341500c05bf4243dab0ef8a3165d'),
	(67, '2025-01-06 02:00:00+00', 1, 3, 'completion.freeze', 'snapshot', 1, '', 'done', '{"year": 2024, "purpose": "annual", "rate": "100%"}', '869c73c26e94832d8ccd46b990542fef24550a91377af7ef6774fd8f672fd3bb', '95c0841ac9efacdd2de2b7f2960a2154e19f341500c05bf4243dab0ef8a3165d', '5095cbafde203cfa650b37b8a3fa44940f38293db60c5d057381e6b742c149e5');
INSERT INTO public.calendar_days VALUES
	('2004-01-01', false, 'New Year''s Day'),
	('2004-01-22', false, 'Spring Festival'),
	('2004-01-23', false, 'Spring Festival'),
	('2004-01-24', false, 'Spring Festival'),
	('2004-01-25', false, 'Spring Festival'),
	('2004-01-26', false, 'Spring Festival'),
	('2004-01-27', false, 'Spring Festival'),
	('2004-01-28', false, 'Spring Festival'),
	('2004-05-01', false, 'Labour Day'),
	('2004-05-02', false, 'Labour Day'),
	('2004-05-03', false, 'Labour Day'),
	('2004-05-04', false, 'Labour Day'),
	('2004-05-05', false, 'Labour Day'),
	('2004-05-06', false, 'Labour Day'),
	('2004-05-07', false, 'Labour Day'),
	('2004-10-01', false, 'National Day'),
	('2004-10-02', false, 'National Day'),
	('2004-10-03', false, 'National Day'),
	('2004-10-04', false, 'National Day'),
	('2004-10-05', false, 'National Day'),
	('2004-10-06', false, 'National Day'),
	('2004-10-07', false, 'National Day'),
	('2005-01-01', false, 'New Year''s Day'),
	('2005-01-02', false, 'New Year''s Day'),
	('2005-01-03', false, 'New Year''s Day'),
	('2005-02-09', false, 'Spring Festival'),
	('2005-02-10', false, 'Spring Festival'),
	('2005-02-11', false, 'Spring Festival'),
	('2005-02-12', false, 'Spring Festival'),
	('2005-02-13', false, 'Spring Festival'),
	('2005-02-14', false, 'Spring Festival'),
	('2005-02-15', false, 'Spring Festival'),
	('2005-05-01', false, 'Labour Day'),
	('2005-05-02', false, 'Labour Day'),
	('2005-05-03', false, 'Labour Day'),
	('2005-05-04', false, 'Labour Day'),
	('2005-05-05', false, 'Labour Day'),
	('2005-05-06', false, 'Labour Day'),
	('2005-05-07', false, 'Labour Day'),
	('2005-10-01', false, 'National Day'),
	('2005-10-02', false, 'National Day'),
	('2005-10-03', false, 'National Day'),
	('2005-10-04', false, 'National Day'),
	('2005-10-05', false, 'National Day'),
	('2005-10-06', false, 'National Day'),
	('2005-10-07', false, 'National Day'),
	('2006-01-01', false, 'New Year''s Day'),
	('2006-01-02', false, 'New Year''s Day'),
	('2006-01-03', false, 'New Year''s Day'),
	('2006-01-29', false, 'Spring Festival');
INSERT INTO public.calendar_days VALUES
	('2006-01-30', false, 'Spring Festival'),
	('2006-01-31', false, 'Spring Festival'),
	('2006-02-01', false, 'Spring Festival'),
	('2006-02-02', false, 'Spring Festival'),
	('2006-02-03', false, 'Spring Festival'),
	('2006-02-04', false, 'Spring Festival'),
	('2006-05-01', false, 'Labour Day'),
	('2006-05-02', false, 'Labour Day'),
	('2006-05-03', false, 'Labour Day'),
	('2006-05-04', false, 'Labour Day'),
	('2006-05-05', false, 'Labour Day'),
	('2006-05-06', false, 'Labour Day'),
	('2006-05-07', false, 'Labour Day'),
	('2006-10-01', false, 'National Day'),
	('2006-10-02', false, 'National Day'),
	('2006-10-03', false, 'National Day'),
	('2006-10-04', false, 'National Day'),
	('2006-10-05', false, 'National Day'),
	('2006-10-06', false, 'National Day'),
	('2006-10-07', false, 'National Day'),
	('2007-01-01', false, 'New Year''s Day'),
	('2007-01-02', false, 'New Year''s Day'),
	('2007-01-03', false, 'New Year''s Day'),
	('2007-02-18', false, 'Spring Festival'),
	('2007-02-19', false, 'Spring Festival'),
	('2007-02-20', false, 'Spring Festival'),
	('2007-02-21', false, 'Spring Festival'),
	('2007-02-22', false, 'Spring Festival'),
	('2007-02-23', false, 'Spring Festival'),
	('2007-02-24', false, 'Spring Festival'),
	('2007-05-01', false, 'Labour Day'),
	('2007-05-02', false, 'Labour Day'),
	('2007-05-03', false, 'Labour Day'),
	('2007-05-04', false, 'Labour Day'),
	('2007-05-05', false, 'Labour Day'),
	('2007-05-06', false, 'Labour Day'),
	('2007-05-07', false, 'Labour Day'),
	('2007-10-01', false, 'National Day'),
	('2007-10-02', false, 'National Day'),
	('2007-10-03', false, 'National Day'),
	('2007-10-04', false, 'National Day'),
	('2007-10-05', false, 'National Day'),
	('2007-10-06', false, 'National Day'),
	('2007-10-07', false, 'National Day'),
	('2007-12-30', false, 'New Year''s Day'),
	('2007-12-31', false, 'New Year''s Day'),
	('2008-01-01', false, 'New Year''s Day'),
	('2008-02-06', false, 'Spring Festival'),
	('2008-02-07', false, 'Spring Festival'),
	('2008-02-08', false, 'Spring Festival');
INSERT INTO public.calendar_days VALUES
	('2008-02-09', false, 'Spring Festival'),
	('2008-02-10', false, 'Spring Festival'),
	('2008-02-11', false, 'Spring Festival'),
	('2008-02-12', false, 'Spring Festival'),
	('2008-04-04', false, 'Tomb-sweeping Day'),
	('2008-04-05', false, 'Tomb-sweeping Day'),
	('2008-04-06', false, 'Tomb-sweeping Day'),
	('2008-05-01', false, 'Labour Day'),
	('2008-05-02', false, 'Labour Day'),
	('2008-05-03', false, 'Labour Day'),
	('2008-06-07', false, 'Dragon Boat Festival'),
	('2008-06-08', false, 'Dragon Boat Festival'),
	('2008-06-09', false, 'Dragon Boat Festival'),
	('2008-09-13', false, 'Mid-autumn Festival'),
	('2008-09-14', false, 'Mid-autumn Festival'),
	('2008-09-15', false, 'Mid-autumn Festival'),
	('2008-09-29', false, 'National Day'),
	('2008-09-30', false, 'National Day'),
	('2008-10-01', false, 'National Day'),
	('2008-10-02', false, 'National Day'),
	('2008-10-03', false, 'National Day'),
	('2008-10-04', false, 'National Day'),
	('2008-10-05', false, 'National Day'),
	('2009-01-01', false, 'New Year''s Day'),
	('2009-01-02', false, 'New Year''s Day'),
	('2009-01-03', false, 'New Year''s Day'),
	('2009-01-25', false, 'Spring Festival'),
	('2009-01-26', false, 'Spring Festival'),
	('2009-01-27', false, 'Spring Festival'),
	('2009-01-28', false, 'Spring Festival'),
	('2009-01-29', false, 'Spring Festival'),
	('2009-01-30', false, 'Spring Festival'),
	('2009-01-31', false, 'Spring Festival'),
	('2009-04-04', false, 'Tomb-sweeping Day'),
	('2009-04-05', false, 'Tomb-sweeping Day'),
	('2009-04-06', false, 'Tomb-sweeping Day'),
	('2009-05-01', false, 'Labour Day'),
	('2009-05-02', false, 'Labour Day'),
	('2009-05-03', false, 'Labour Day'),
	('2009-05-28', false, 'Dragon Boat Festival'),
	('2009-05-29', false, 'Dragon Boat Festival'),
	('2009-05-30', false, 'Dragon Boat Festival'),
	('2009-10-01', false, 'National Day'),
	('2009-10-02', false, 'National Day'),
	('2009-10-03', false, 'Mid-autumn Festival'),
	('2009-10-04', false, 'National Day'),
	('2009-10-05', false, 'National Day'),
	('2009-10-06', false, 'National Day'),
	('2009-10-07', false, 'National Day'),
	('2009-10-08', false, 'National Day');
INSERT INTO public.calendar_days VALUES
	('2010-01-01', false, 'New Year''s Day'),
	('2010-01-02', false, 'New Year''s Day'),
	('2010-01-03', false, 'New Year''s Day'),
	('2010-02-13', false, 'Spring Festival'),
	('2010-02-14', false, 'Spring Festival'),
	('2010-02-15', false, 'Spring Festival'),
	('2010-02-16', false, 'Spring Festival'),
	('2010-02-17', false, 'Spring Festival'),
	('2010-02-18', false, 'Spring Festival'),
	('2010-02-19', false, 'Spring Festival'),
	('2010-04-03', false, 'Tomb-sweeping Day'),
	('2010-04-04', false, 'Tomb-sweeping Day'),
	('2010-04-05', false, 'Tomb-sweeping Day'),
	('2010-05-01', false, 'Labour Day'),
	('2010-05-02', false, 'Labour Day'),
	('2010-05-03', false, 'Labour Day'),
	('2010-06-14', false, 'Dragon Boat Festival'),
	('2010-06-15', false, 'Dragon Boat Festival'),
	('2010-06-16', false, 'Dragon Boat Festival'),
	('2010-09-22', false, 'Mid-autumn Festival'),
	('2010-09-23', false, 'Mid-autumn Festival'),
	('2010-09-24', false, 'Mid-autumn Festival'),
	('2010-10-01', false, 'National Day'),
	('2010-10-02', false, 'National Day'),
	('2010-10-03', false, 'National Day'),
	('2010-10-04', false, 'National Day'),
	('2010-10-05', false, 'National Day'),
	('2010-10-06', false, 'National Day'),
	('2010-10-07', false, 'National Day'),
	('2011-01-01', false, 'New Year''s Day'),
	('2011-01-02', false, 'New Year''s Day'),
	('2011-01-03', false, 'New Year''s Day'),
	('2011-02-02', false, 'Spring Festival'),
	('2011-02-03', false, 'Spring Festival'),
	('2011-02-04', false, 'Spring Festival'),
	('2011-02-05', false, 'Spring Festival'),
	('2011-02-06', false, 'Spring Festival'),
	('2011-02-07', false, 'Spring Festival'),
	('2011-02-08', false, 'Spring Festival'),
	('2011-04-03', false, 'Tomb-sweeping Day'),
	('2011-04-04', false, 'Tomb-sweeping Day'),
	('2011-04-05', false, 'Tomb-sweeping Day'),
	('2011-04-30', false, 'Labour Day'),
	('2011-05-01', false, 'Labour Day'),
	('2011-05-02', false, 'Labour Day'),
	('2011-06-04', false, 'Dragon Boat Festival'),
	('2011-06-06', false, 'Dragon Boat Festival'),
	('2011-09-10', false, 'Mid-autumn Festival'),
	('2011-09-11', false, 'Mid-autumn Festival'),
	('2011-09-12', false, 'Mid-autumn Festival');
INSERT INTO public.calendar_days VALUES
	('2011-10-01', false, 'National Day'),
	('2011-10-02', false, 'National Day'),
	('2011-10-03', false, 'National Day'),
	('2011-10-04', false, 'National Day'),
	('2011-10-05', false, 'National Day'),
	('2011-10-06', false, 'National Day'),
	('2011-10-07', false, 'National Day'),
	('2012-01-01', false, 'New Year''s Day'),
	('2012-01-02', false, 'New Year''s Day'),
	('2012-01-03', false, 'New Year''s Day'),
	('2012-01-22', false, 'Spring Festival'),
	('2012-01-23', false, 'Spring Festival'),
	('2012-01-24', false, 'Spring Festival'),
	('2012-01-25', false, 'Spring Festival'),
	('2012-01-26', false, 'Spring Festival'),
	('2012-01-27', false, 'Spring Festival'),
	('2012-01-28', false, 'Spring Festival'),
	('2012-04-02', false, 'Tomb-sweeping Day'),
	('2012-04-03', false, 'Tomb-sweeping Day'),
	('2012-04-04', false, 'Tomb-sweeping Day'),
	('2012-04-29', false, 'Labour Day'),
	('2012-04-30', false, 'Labour Day'),
	('2012-05-01', false, 'Labour Day'),
	('2012-06-22', false, 'Dragon Boat Festival'),
	('2012-06-24', false, 'Dragon Boat Festival'),
	('2012-09-30', false, 'Mid-autumn Festival'),
	('2012-10-01', false, 'National Day'),
	('2012-10-02', false, 'National Day'),
	('2012-10-03', false, 'National Day'),
	('2012-10-04', false, 'National Day'),
	('2012-10-05', false, 'National Day'),
	('2012-10-06', false, 'National Day'),
	('2012-10-07', false, 'National Day'),
	('2013-01-01', false, 'New Year''s Day'),
	('2013-01-02', false, 'New Year''s Day'),
	('2013-01-03', false, 'New Year''s Day'),
	('2013-02-09', false, 'Spring Festival'),
	('2013-02-10', false, 'Spring Festival'),
	('2013-02-11', false, 'Spring Festival'),
	('2013-02-12', false, 'Spring Festival'),
	('2013-02-13', false, 'Spring Festival'),
	('2013-02-14', false, 'Spring Festival'),
	('2013-02-15', false, 'Spring Festival'),
	('2013-04-04', false, 'Tomb-sweeping Day'),
	('2013-04-05', false, 'Tomb-sweeping Day'),
	('2013-04-06', false, 'Tomb-sweeping Day'),
	('2013-04-29', false, 'Labour Day'),
	('2013-04-30', false, 'Labour Day'),
	('2013-05-01', false, 'Labour Day'),
	('2013-06-10', false, 'Dragon Boat Festival');
INSERT INTO public.calendar_days VALUES
	('2013-06-11', false, 'Dragon Boat Festival'),
	('2013-06-12', false, 'Dragon Boat Festival'),
	('2013-09-19', false, 'Mid-autumn Festival'),
	('2013-09-20', false, 'Mid-autumn Festival'),
	('2013-09-21', false, 'Mid-autumn Festival'),
	('2013-10-01', false, 'National Day'),
	('2013-10-02', false, 'National Day'),
	('2013-10-03', false, 'National Day'),
	('2013-10-04', false, 'National Day'),
	('2013-10-05', false, 'National Day'),
	('2013-10-06', false, 'National Day'),
	('2013-10-07', false, 'National Day'),
	('2014-01-01', false, 'New Year''s Day'),
	('2014-01-31', false, 'Spring Festival'),
	('2014-02-01', false, 'Spring Festival'),
	('2014-02-02', false, 'Spring Festival'),
	('2014-02-03', false, 'Spring Festival'),
	('2014-02-04', false, 'Spring Festival'),
	('2014-02-05', false, 'Spring Festival'),
	('2014-02-06', false, 'Spring Festival'),
	('2014-04-05', false, 'Tomb-sweeping Day'),
	('2014-04-06', false, 'Tomb-sweeping Day'),
	('2014-04-07', false, 'Tomb-sweeping Day'),
	('2014-05-01', false, 'Labour Day'),
	('2014-05-02', false, 'Labour Day'),
	('2014-05-03', false, 'Labour Day'),
	('2014-06-02', false, 'Dragon Boat Festival'),
	('2014-09-08', false, 'Mid-autumn Festival'),
	('2014-10-01', false, 'National Day'),
	('2014-10-02', false, 'National Day'),
	('2014-10-03', false, 'National Day'),
	('2014-10-04', false, 'National Day'),
	('2014-10-05', false, 'National Day'),
	('2014-10-06', false, 'National Day'),
	('2014-10-07', false, 'National Day'),
	('2015-01-01', false, 'New Year''s Day'),
	('2015-01-02', false, 'New Year''s Day'),
	('2015-01-03', false, 'New Year''s Day'),
	('2015-02-18', false, 'Spring Festival'),
	('2015-02-19', false, 'Spring Festival'),
	('2015-02-20', false, 'Spring Festival'),
	('2015-02-21', false, 'Spring Festival'),
	('2015-02-22', false, 'Spring Festival'),
	('2015-02-23', false, 'Spring Festival'),
	('2015-02-24', false, 'Spring Festival'),
	('2015-04-05', false, 'Tomb-sweeping Day'),
	('2015-04-06', false, 'Tomb-sweeping Day'),
	('2015-05-01', false, 'Labour Day'),
	('2015-06-20', false, 'Dragon Boat Festival'),
	('2015-06-22', false, 'Dragon Boat Festival');
INSERT INTO public.calendar_days VALUES
	('2015-09-03', false, 'Anti-Fascist 70th Day'),
	('2015-09-04', false, 'Anti-Fascist 70th Day'),
	('2015-09-27', false, 'Mid-autumn Festival'),
	('2015-10-01', false, 'National Day'),
	('2015-10-02', false, 'National Day'),
	('2015-10-03', false, 'National Day'),
	('2015-10-04', false, 'National Day'),
	('2015-10-05', false, 'National Day'),
	('2015-10-06', false, 'National Day'),
	('2015-10-07', false, 'National Day'),
	('2016-01-01', false, 'New Year''s Day'),
	('2016-02-07', false, 'Spring Festival'),
	('2016-02-08', false, 'Spring Festival'),
	('2016-02-09', false, 'Spring Festival'),
	('2016-02-10', false, 'Spring Festival'),
	('2016-02-11', false, 'Spring Festival'),
	('2016-02-12', false, 'Spring Festival'),
	('2016-02-13', false, 'Spring Festival'),
	('2016-04-04', false, 'Tomb-sweeping Day'),
	('2016-05-01', false, 'Labour Day'),
	('2016-05-02', false, 'Labour Day'),
	('2016-06-09', false, 'Dragon Boat Festival'),
	('2016-06-10', false, 'Dragon Boat Festival'),
	('2016-06-11', false, 'Dragon Boat Festival'),
	('2016-09-15', false, 'Mid-autumn Festival'),
	('2016-09-16', false, 'Mid-autumn Festival'),
	('2016-09-17', false, 'Mid-autumn Festival'),
	('2016-10-01', false, 'National Day'),
	('2016-10-02', false, 'National Day'),
	('2016-10-03', false, 'National Day'),
	('2016-10-04', false, 'National Day'),
	('2016-10-05', false, 'National Day'),
	('2016-10-06', false, 'National Day'),
	('2016-10-07', false, 'National Day'),
	('2017-01-01', false, 'New Year''s Day'),
	('2017-01-02', false, 'New Year''s Day'),
	('2017-01-27', false, 'Spring Festival'),
	('2017-01-28', false, 'Spring Festival'),
	('2017-01-29', false, 'Spring Festival'),
	('2017-01-30', false, 'Spring Festival'),
	('2017-01-31', false, 'Spring Festival'),
	('2017-02-01', false, 'Spring Festival'),
	('2017-02-02', false, 'Spring Festival'),
	('2017-04-02', false, 'Tomb-sweeping Day'),
	('2017-04-03', false, 'Tomb-sweeping Day'),
	('2017-04-04', false, 'Tomb-sweeping Day'),
	('2017-05-01', false, 'Labour Day'),
	('2017-05-28', false, 'Dragon Boat Festival'),
	('2017-05-29', false, 'Dragon Boat Festival'),
	('2017-05-30', false, 'Dragon Boat Festival');
INSERT INTO public.calendar_days VALUES
	('2017-10-01', false, 'National Day'),
	('2017-10-02', false, 'National Day'),
	('2017-10-03', false, 'National Day'),
	('2017-10-04', false, 'Mid-autumn Festival'),
	('2017-10-05', false, 'National Day'),
	('2017-10-06', false, 'National Day'),
	('2017-10-07', false, 'National Day'),
	('2017-10-08', false, 'National Day'),
	('2018-01-01', false, 'New Year''s Day'),
	('2018-02-15', false, 'Spring Festival'),
	('2018-02-16', false, 'Spring Festival'),
	('2018-02-17', false, 'Spring Festival'),
	('2018-02-18', false, 'Spring Festival'),
	('2018-02-19', false, 'Spring Festival'),
	('2018-02-20', false, 'Spring Festival'),
	('2018-02-21', false, 'Spring Festival'),
	('2018-04-05', false, 'Tomb-sweeping Day'),
	('2018-04-06', false, 'Tomb-sweeping Day'),
	('2018-04-07', false, 'Tomb-sweeping Day'),
	('2018-04-29', false, 'Labour Day'),
	('2018-04-30', false, 'Labour Day'),
	('2018-05-01', false, 'Labour Day'),
	('2018-06-18', false, 'Dragon Boat Festival'),
	('2018-09-24', false, 'Mid-autumn Festival'),
	('2018-10-01', false, 'National Day'),
	('2018-10-02', false, 'National Day'),
	('2018-10-03', false, 'National Day'),
	('2018-10-04', false, 'National Day'),
	('2018-10-05', false, 'National Day'),
	('2018-10-06', false, 'National Day'),
	('2018-10-07', false, 'National Day'),
	('2018-12-30', false, 'New Year''s Day'),
	('2018-12-31', false, 'New Year''s Day'),
	('2019-01-01', false, 'New Year''s Day'),
	('2019-02-04', false, 'Spring Festival'),
	('2019-02-05', false, 'Spring Festival'),
	('2019-02-06', false, 'Spring Festival'),
	('2019-02-07', false, 'Spring Festival'),
	('2019-02-08', false, 'Spring Festival'),
	('2019-02-09', false, 'Spring Festival'),
	('2019-02-10', false, 'Spring Festival'),
	('2019-04-05', false, 'Tomb-sweeping Day'),
	('2019-04-06', false, 'Tomb-sweeping Day'),
	('2019-04-07', false, 'Tomb-sweeping Day'),
	('2019-05-01', false, 'Labour Day'),
	('2019-05-02', false, 'Labour Day'),
	('2019-05-03', false, 'Labour Day'),
	('2019-05-04', false, 'Labour Day'),
	('2019-06-07', false, 'Dragon Boat Festival'),
	('2019-06-08', false, 'Dragon Boat Festival');
INSERT INTO public.calendar_days VALUES
	('2019-06-09', false, 'Dragon Boat Festival'),
	('2019-09-13', false, 'Mid-autumn Festival'),
	('2019-09-14', false, 'Mid-autumn Festival'),
	('2019-09-15', false, 'Mid-autumn Festival'),
	('2019-10-01', false, 'National Day'),
	('2019-10-02', false, 'National Day'),
	('2019-10-03', false, 'National Day'),
	('2019-10-04', false, 'National Day'),
	('2019-10-05', false, 'National Day'),
	('2019-10-06', false, 'National Day'),
	('2019-10-07', false, 'National Day'),
	('2020-01-01', false, 'New Year''s Day'),
	('2020-01-24', false, 'Spring Festival'),
	('2020-01-25', false, 'Spring Festival'),
	('2020-01-26', false, 'Spring Festival'),
	('2020-01-27', false, 'Spring Festival'),
	('2020-01-28', false, 'Spring Festival'),
	('2020-01-29', false, 'Spring Festival'),
	('2020-01-30', false, 'Spring Festival'),
	('2020-01-31', false, 'Spring Festival'),
	('2020-02-01', false, 'Spring Festival'),
	('2020-02-02', false, 'Spring Festival'),
	('2020-04-04', false, 'Tomb-sweeping Day'),
	('2020-04-05', false, 'Tomb-sweeping Day'),
	('2020-04-06', false, 'Tomb-sweeping Day'),
	('2020-05-01', false, 'Labour Day'),
	('2020-05-02', false, 'Labour Day'),
	('2020-05-03', false, 'Labour Day'),
	('2020-05-04', false, 'Labour Day'),
	('2020-05-05', false, 'Labour Day'),
	('2020-06-25', false, 'Dragon Boat Festival'),
	('2020-06-26', false, 'Dragon Boat Festival'),
	('2020-06-27', false, 'Dragon Boat Festival'),
	('2020-10-01', false, 'National Day'),
	('2020-10-02', false, 'National Day'),
	('2020-10-03', false, 'National Day'),
	('2020-10-04', false, 'National Day'),
	('2020-10-05', false, 'National Day'),
	('2020-10-06', false, 'National Day'),
	('2020-10-07', false, 'National Day'),
	('2020-10-08', false, 'National Day'),
	('2021-01-01', false, 'New Year''s Day'),
	('2021-01-02', false, 'New Year''s Day'),
	('2021-01-03', false, 'New Year''s Day'),
	('2021-02-11', false, 'Spring Festival'),
	('2021-02-12', false, 'Spring Festival'),
	('2021-02-13', false, 'Spring Festival'),
	('2021-02-14', false, 'Spring Festival'),
	('2021-02-15', false, 'Spring Festival'),
	('2021-02-16', false, 'Spring Festival');
INSERT INTO public.calendar_days VALUES
	('2021-02-17', false, 'Spring Festival'),
	('2021-04-03', false, 'Tomb-sweeping Day'),
	('2021-04-04', false, 'Tomb-sweeping Day'),
	('2021-04-05', false, 'Tomb-sweeping Day'),
	('2021-05-01', false, 'Labour Day'),
	('2021-05-02', false, 'Labour Day'),
	('2021-05-03', false, 'Labour Day'),
	('2021-05-04', false, 'Labour Day'),
	('2021-05-05', false, 'Labour Day'),
	('2021-06-12', false, 'Dragon Boat Festival'),
	('2021-06-13', false, 'Dragon Boat Festival'),
	('2021-06-14', false, 'Dragon Boat Festival'),
	('2021-09-19', false, 'Mid-autumn Festival'),
	('2021-09-20', false, 'Mid-autumn Festival'),
	('2021-09-21', false, 'Mid-autumn Festival'),
	('2021-10-01', false, 'National Day'),
	('2021-10-02', false, 'National Day'),
	('2021-10-03', false, 'National Day'),
	('2021-10-04', false, 'National Day'),
	('2021-10-05', false, 'National Day'),
	('2021-10-06', false, 'National Day'),
	('2021-10-07', false, 'National Day'),
	('2022-01-01', false, 'New Year''s Day'),
	('2022-01-02', false, 'New Year''s Day'),
	('2022-01-03', false, 'New Year''s Day'),
	('2022-01-31', false, 'Spring Festival'),
	('2022-02-01', false, 'Spring Festival'),
	('2022-02-02', false, 'Spring Festival'),
	('2022-02-03', false, 'Spring Festival'),
	('2022-02-04', false, 'Spring Festival'),
	('2022-02-05', false, 'Spring Festival'),
	('2022-02-06', false, 'Spring Festival'),
	('2022-04-03', false, 'Tomb-sweeping Day'),
	('2022-04-04', false, 'Tomb-sweeping Day'),
	('2022-04-05', false, 'Tomb-sweeping Day'),
	('2022-04-30', false, 'Labour Day'),
	('2022-05-01', false, 'Labour Day'),
	('2022-05-02', false, 'Labour Day'),
	('2022-05-03', false, 'Labour Day'),
	('2022-05-04', false, 'Labour Day'),
	('2022-06-03', false, 'Dragon Boat Festival'),
	('2022-06-04', false, 'Dragon Boat Festival'),
	('2022-06-05', false, 'Dragon Boat Festival'),
	('2022-09-10', false, 'Mid-autumn Festival'),
	('2022-09-11', false, 'Mid-autumn Festival'),
	('2022-09-12', false, 'Mid-autumn Festival'),
	('2022-10-01', false, 'National Day'),
	('2022-10-02', false, 'National Day'),
	('2022-10-03', false, 'National Day'),
	('2022-10-04', false, 'National Day');
INSERT INTO public.calendar_days VALUES
	('2022-10-05', false, 'National Day'),
	('2022-10-06', false, 'National Day'),
	('2022-10-07', false, 'National Day'),
	('2022-12-31', false, 'New Year''s Day'),
	('2023-01-01', false, 'New Year''s Day'),
	('2023-01-02', false, 'New Year''s Day'),
	('2023-01-21', false, 'Spring Festival'),
	('2023-01-22', false, 'Spring Festival'),
	('2023-01-23', false, 'Spring Festival'),
	('2023-01-24', false, 'Spring Festival'),
	('2023-01-25', false, 'Spring Festival'),
	('2023-01-26', false, 'Spring Festival'),
	('2023-01-27', false, 'Spring Festival'),
	('2023-04-05', false, 'Tomb-sweeping Day'),
	('2023-04-29', false, 'Labour Day'),
	('2023-04-30', false, 'Labour Day'),
	('2023-05-01', false, 'Labour Day'),
	('2023-05-02', false, 'Labour Day'),
	('2023-05-03', false, 'Labour Day'),
	('2023-06-22', false, 'Dragon Boat Festival'),
	('2023-06-23', false, 'Dragon Boat Festival'),
	('2023-06-24', false, 'Dragon Boat Festival'),
	('2023-09-29', false, 'Mid-autumn Festival'),
	('2023-09-30', false, 'National Day'),
	('2023-10-01', false, 'National Day'),
	('2023-10-02', false, 'National Day'),
	('2023-10-03', false, 'National Day'),
	('2023-10-04', false, 'National Day'),
	('2023-10-05', false, 'National Day'),
	('2023-10-06', false, 'National Day'),
	('2023-12-30', false, 'New Year''s Day'),
	('2023-12-31', false, 'New Year''s Day'),
	('2024-01-01', false, 'New Year''s Day'),
	('2024-02-10', false, 'Spring Festival'),
	('2024-02-11', false, 'Spring Festival'),
	('2024-02-12', false, 'Spring Festival'),
	('2024-02-13', false, 'Spring Festival'),
	('2024-02-14', false, 'Spring Festival'),
	('2024-02-15', false, 'Spring Festival'),
	('2024-02-16', false, 'Spring Festival'),
	('2024-02-17', false, 'Spring Festival'),
	('2024-04-04', false, 'Tomb-sweeping Day'),
	('2024-04-05', false, 'Tomb-sweeping Day'),
	('2024-04-06', false, 'Tomb-sweeping Day'),
	('2024-05-01', false, 'Labour Day'),
	('2024-05-02', false, 'Labour Day'),
	('2024-05-03', false, 'Labour Day'),
	('2024-05-04', false, 'Labour Day'),
	('2024-05-05', false, 'Labour Day'),
	('2024-06-10', false, 'Dragon Boat Festival');
INSERT INTO public.calendar_days VALUES
	('2024-09-15', false, 'Mid-autumn Festival'),
	('2024-09-16', false, 'Mid-autumn Festival'),
	('2024-09-17', false, 'Mid-autumn Festival'),
	('2024-10-01', false, 'National Day'),
	('2024-10-02', false, 'National Day'),
	('2024-10-03', false, 'National Day'),
	('2024-10-04', false, 'National Day'),
	('2024-10-05', false, 'National Day'),
	('2024-10-06', false, 'National Day'),
	('2024-10-07', false, 'National Day'),
	('2025-01-01', false, 'New Year''s Day'),
	('2025-01-28', false, 'Spring Festival'),
	('2025-01-29', false, 'Spring Festival'),
	('2025-01-30', false, 'Spring Festival'),
	('2025-01-31', false, 'Spring Festival'),
	('2025-02-01', false, 'Spring Festival'),
	('2025-02-02', false, 'Spring Festival'),
	('2025-02-03', false, 'Spring Festival'),
	('2025-02-04', false, 'Spring Festival'),
	('2025-04-04', false, 'Tomb-sweeping Day'),
	('2025-04-05', false, 'Tomb-sweeping Day'),
	('2025-04-06', false, 'Tomb-sweeping Day'),
	('2025-05-01', false, 'Labour Day'),
	('2025-05-02', false, 'Labour Day'),
	('2025-05-03', false, 'Labour Day'),
	('2025-05-04', false, 'Labour Day'),
	('2025-05-05', false, 'Labour Day'),
	('2025-05-31', false, 'Dragon Boat Festival'),
	('2025-06-01', false, 'Dragon Boat Festival'),
	('2025-06-02', false, 'Dragon Boat Festival'),
	('2025-10-01', false, 'National Day'),
	('2025-10-02', false, 'National Day'),
	('2025-10-03', false, 'National Day'),
	('2025-10-04', false, 'National Day'),
	('2025-10-05', false, 'National Day'),
	('2025-10-06', false, 'Mid-autumn Festival'),
	('2025-10-07', false, 'National Day'),
	('2025-10-08', false, 'National Day'),
	('2026-01-01', false, 'New Year''s Day'),
	('2026-01-02', false, 'New Year''s Day'),
	('2026-01-03', false, 'New Year''s Day'),
	('2026-02-15', false, 'Spring Festival'),
	('2026-02-16', false, 'Spring Festival'),
	('2026-02-17', false, 'Spring Festival'),
	('2026-02-18', false, 'Spring Festival'),
	('2026-02-19', false, 'Spring Festival'),
	('2026-02-20', false, 'Spring Festival'),
	('2026-02-21', false, 'Spring Festival'),
	('2026-02-22', false, 'Spring Festival'),
	('2026-02-23', false, 'Spring Festival');
INSERT INTO public.calendar_days VALUES
	('2026-04-04', false, 'Tomb-sweeping Day'),
	('2026-04-05', false, 'Tomb-sweeping Day'),
	('2026-04-06', false, 'Tomb-sweeping Day'),
	('2026-05-01', false, 'Labour Day'),
	('2026-05-02', false, 'Labour Day'),
	('2026-05-03', false, 'Labour Day'),
	('2026-05-04', false, 'Labour Day'),
	('2026-05-05', false, 'Labour Day'),
	('2026-06-19', false, 'Dragon Boat Festival'),
	('2026-06-20', false, 'Dragon Boat Festival'),
	('2026-06-21', false, 'Dragon Boat Festival'),
	('2026-09-25', false, 'Mid-autumn Festival'),
	('2026-09-26', false, 'Mid-autumn Festival'),
	('2026-09-27', false, 'Mid-autumn Festival'),
	('2026-10-01', false, 'National Day'),
	('2026-10-02', false, 'National Day'),
	('2026-10-03', false, 'National Day'),
	('2026-10-04', false, 'National Day'),
	('2026-10-05', false, 'National Day'),
	('2026-10-06', false, 'National Day'),
	('2026-10-07', false, 'National Day'),
	('2004-01-17', true, 'Spring Festival'),
	('2004-01-18', true, 'Spring Festival'),
	('2004-05-08', true, 'Labour Day'),
	('2004-05-09', true, 'Labour Day'),
	('2004-10-09', true, 'National Day'),
	('2004-10-10', true, 'National Day'),
	('2005-02-05', true, 'Spring Festival'),
	('2005-02-06', true, 'Spring Festival'),
	('2005-04-30', true, 'Labour Day'),
	('2005-05-08', true, 'Labour Day'),
	('2005-10-08', true, 'National Day'),
	('2005-10-09', true, 'National Day'),
	('2006-01-28', true, 'Spring Festival'),
	('2006-02-05', true, 'Spring Festival'),
	('2006-04-29', true, 'Labour Day'),
	('2006-04-30', true, 'Labour Day'),
	('2006-09-30', true, 'National Day'),
	('2006-10-08', true, 'National Day'),
	('2006-12-30', true, 'New Year''s Day'),
	('2006-12-31', true, 'New Year''s Day'),
	('2007-02-17', true, 'Spring Festival'),
	('2007-02-25', true, 'Spring Festival'),
	('2007-04-28', true, 'Labour Day'),
	('2007-04-29', true, 'Labour Day'),
	('2007-09-29', true, 'National Day'),
	('2007-09-30', true, 'National Day'),
	('2007-12-29', true, 'New Year''s Day'),
	('2008-02-02', true, 'Spring Festival'),
	('2008-02-03', true, 'Spring Festival');
INSERT INTO public.calendar_days VALUES
	('2008-05-04', true, 'Labour Day'),
	('2008-09-27', true, 'National Day'),
	('2008-09-28', true, 'National Day'),
	('2009-01-04', true, 'New Year''s Day'),
	('2009-01-24', true, 'Spring Festival'),
	('2009-02-01', true, 'Spring Festival'),
	('2009-05-31', true, 'Dragon Boat Festival'),
	('2009-09-27', true, 'National Day'),
	('2009-10-10', true, 'National Day'),
	('2010-02-20', true, 'Spring Festival'),
	('2010-02-21', true, 'Spring Festival'),
	('2010-06-12', true, 'Dragon Boat Festival'),
	('2010-06-13', true, 'Dragon Boat Festival'),
	('2010-09-19', true, 'Mid-autumn Festival'),
	('2010-09-25', true, 'Mid-autumn Festival'),
	('2010-09-26', true, 'National Day'),
	('2010-10-09', true, 'National Day'),
	('2011-01-30', true, 'Spring Festival'),
	('2011-02-12', true, 'Spring Festival'),
	('2011-04-02', true, 'Tomb-sweeping Day'),
	('2011-10-08', true, 'National Day'),
	('2011-10-09', true, 'National Day'),
	('2011-12-31', true, 'New Year''s Day'),
	('2012-01-21', true, 'Spring Festival'),
	('2012-01-29', true, 'Spring Festival'),
	('2012-03-31', true, 'Tomb-sweeping Day'),
	('2012-04-01', true, 'Tomb-sweeping Day'),
	('2012-04-28', true, 'Labour Day'),
	('2012-09-29', true, 'National Day'),
	('2013-01-05', true, 'New Year''s Day'),
	('2013-01-06', true, 'New Year''s Day'),
	('2013-02-16', true, 'Spring Festival'),
	('2013-02-17', true, 'Spring Festival'),
	('2013-04-07', true, 'Tomb-sweeping Day'),
	('2013-04-27', true, 'Labour Day'),
	('2013-04-28', true, 'Labour Day'),
	('2013-06-08', true, 'Dragon Boat Festival'),
	('2013-06-09', true, 'Dragon Boat Festival'),
	('2013-09-22', true, 'Mid-autumn Festival'),
	('2013-09-29', true, 'National Day'),
	('2013-10-12', true, 'National Day'),
	('2014-01-26', true, 'Spring Festival'),
	('2014-02-08', true, 'Spring Festival'),
	('2014-05-04', true, 'Labour Day'),
	('2014-09-28', true, 'National Day'),
	('2014-10-11', true, 'National Day'),
	('2015-01-04', true, 'New Year''s Day'),
	('2015-02-15', true, 'Spring Festival'),
	('2015-02-28', true, 'Spring Festival'),
	('2015-09-06', true, 'Anti-Fascist 70th Day');
INSERT INTO public.calendar_days VALUES
	('2015-10-10', true, 'National Day'),
	('2016-02-06', true, 'Spring Festival'),
	('2016-02-14', true, 'Spring Festival'),
	('2016-06-12', true, 'Dragon Boat Festival'),
	('2016-09-18', true, 'Mid-autumn Festival'),
	('2016-10-08', true, 'National Day'),
	('2016-10-09', true, 'National Day'),
	('2017-01-22', true, 'Spring Festival'),
	('2017-02-04', true, 'Spring Festival'),
	('2017-04-01', true, 'Tomb-sweeping Day'),
	('2017-05-27', true, 'Dragon Boat Festival'),
	('2017-09-30', true, 'National Day'),
	('2018-02-11', true, 'Spring Festival'),
	('2018-02-24', true, 'Spring Festival'),
	('2018-04-08', true, 'Tomb-sweeping Day'),
	('2018-04-28', true, 'Labour Day'),
	('2018-09-29', true, 'National Day'),
	('2018-09-30', true, 'National Day'),
	('2018-12-29', true, 'New Year''s Day'),
	('2019-02-02', true, 'Spring Festival'),
	('2019-02-03', true, 'Spring Festival'),
	('2019-04-28', true, 'Labour Day'),
	('2019-05-05', true, 'Labour Day'),
	('2019-09-29', true, 'National Day'),
	('2019-10-12', true, 'National Day'),
	('2020-01-19', true, 'Spring Festival'),
	('2020-04-26', true, 'Labour Day'),
	('2020-05-09', true, 'Labour Day'),
	('2020-06-28', true, 'Dragon Boat Festival'),
	('2020-09-27', true, 'National Day'),
	('2020-10-10', true, 'National Day'),
	('2021-02-07', true, 'Spring Festival'),
	('2021-02-20', true, 'Spring Festival'),
	('2021-04-25', true, 'Labour Day'),
	('2021-05-08', true, 'Labour Day'),
	('2021-09-18', true, 'Mid-autumn Festival'),
	('2021-09-26', true, 'National Day'),
	('2021-10-09', true, 'National Day'),
	('2022-01-29', true, 'Spring Festival'),
	('2022-01-30', true, 'Spring Festival'),
	('2022-04-02', true, 'Tomb-sweeping Day'),
	('2022-04-24', true, 'Labour Day'),
	('2022-05-07', true, 'Labour Day'),
	('2022-10-08', true, 'National Day'),
	('2022-10-09', true, 'National Day'),
	('2023-01-28', true, 'Spring Festival'),
	('2023-01-29', true, 'Spring Festival'),
	('2023-04-23', true, 'Labour Day'),
	('2023-05-06', true, 'Labour Day'),
	('2023-06-25', true, 'Dragon Boat Festival');
INSERT INTO public.calendar_days VALUES
	('2023-10-07', true, 'National Day'),
	('2023-10-08', true, 'National Day'),
	('2024-02-04', true, 'Spring Festival'),
	('2024-02-18', true, 'Spring Festival'),
	('2024-04-07', true, 'Tomb-sweeping Day'),
	('2024-04-28', true, 'Labour Day'),
	('2024-05-11', true, 'Labour Day'),
	('2024-09-14', true, 'Mid-autumn Festival'),
	('2024-09-29', true, 'National Day'),
	('2024-10-12', true, 'National Day'),
	('2025-01-26', true, 'Spring Festival'),
	('2025-02-08', true, 'Spring Festival'),
	('2025-04-27', true, 'Labour Day'),
	('2025-09-28', true, 'National Day'),
	('2025-10-11', true, 'National Day'),
	('2026-01-04', true, 'New Year''s Day'),
	('2026-02-14', true, 'Spring Festival'),
	('2026-02-28', true, 'Spring Festival'),
	('2026-05-09', true, 'Labour Day'),
	('2026-09-20', true, 'National Day'),
	('2026-10-10', true, 'National Day');
INSERT INTO public.completion_snapshots VALUES
	(1, 1, 2024, 'annual', 1, '2025-01-06 01:00:00+00', '{"figures": {"people": {"required": 12, "exempt": 0, "withdrawn": 0, "completed": 12, "completed_on_time": 12, "outstanding": 0, "overdue": 0}, "assignments": {"required": 12, "exempt": 0, "withdrawn": 0, "completed": 12, "completed_on_time": 12, "outstanding": 0, "overdue": 0}, "due_completed": 12, "due_total": 12}, "rate": "100%", "due_rate": "100%", "as_of": "2025-01-06T01:00:00+00:00", "settings": {"late_counts": true}, "duties": [[1, 1, 1, 2, "completed", [["2024-06-04T01:30:00+00:00", "attempt", 1]]], [2, 1, 2, 2, "completed", [["2024-06-04T02:00:00+00:00", "attempt", 3]]], [3, 1, 3, 3, "completed", [["2024-06-04T02:30:00+00:00", "attempt", 4]]], [4, 1, 4, 3, "completed", [["2024-06-04T03:00:00+00:00", "attempt", 5]]], [5, 1, 5, 3, "completed", [["2024-06-04T03:30:00+00:00", "attempt", 6]]], [6, 1, 6, 3, "completed", [["2024-06-04T04:00:00+00:00", "attempt", 7]]], [7, 1, 7, 3, "completed", [["2024-06-04T04:30:00+00:00", "attempt", 9]]], [8, 1, 8, 4, "completed", [["2024-06-04T05:00:00+00:00", "attempt", 10]]], [9, 1, 9, 4, "completed", [["2024-06-04T05:30:00+00:00", "attempt", 11]]], [10, 1, 11, 4, "completed", [["2024-06-04T06:00:00+00:00", "attempt", 12]]], [11, 1, 12, 4, "completed", [["2024-06-04T06:30:00+00:00", "attempt", 13]]], [12, 1, 13, 4, "completed", [["2024-06-04T07:00:00+00:00", "attempt", 15]]]]}', '869c73c26e94832d8ccd46b990542fef24550a91377af7ef6774fd8f672fd3bb', 3, '2025-01-06 02:00:00+00');
INSERT INTO public.credentials VALUES
	(1, 'no password fits', false, '2023-12-03 01:00:00+00', NULL, '2023-12-03 01:00:00+00'),
	(2, 'no password fits', false, '2023-12-03 01:00:00+00', NULL, '2023-12-03 01:00:00+00'),
	(3, 'no password fits', false, '2023-12-03 01:00:00+00', NULL, '2023-12-03 01:00:00+00'),
	(4, 'no password fits', false, '2023-12-03 01:00:00+00', NULL, '2023-12-03 01:00:00+00'),
	(5, 'no password fits', false, '2023-12-03 01:00:00+00', NULL, '2023-12-03 01:00:00+00'),
	(6, 'no password fits', false, '2023-12-03 01:00:00+00', NULL, '2023-12-03 01:00:00+00'),
	(7, 'no password fits', false, '2023-12-03 01:00:00+00', NULL, '2023-12-03 01:00:00+00'),
	(8, 'no password fits', false, '2023-12-03 01:00:00+00', NULL, '2023-12-03 01:00:00+00'),
	(9, 'no password fits', false, '2023-12-03 01:00:00+00', NULL, '2023-12-03 01:00:00+00'),
	(10, 'no password fits', false, '2023-12-03 01:00:00+00', NULL, '2023-12-03 01:00:00+00'),
	(11, 'no password fits', false, '2023-12-03 01:00:00+00', NULL, '2023-12-03 01:00:00+00'),
	(12, 'no password fits', false, '2023-12-03 01:00:00+00', NULL, '2023-12-03 01:00:00+00'),
	(13, 'no password fits', false, '2023-12-03 01:00:00+00', NULL, '2023-12-03 01:00:00+00'),
	(14, 'no password fits', false, '2023-12-03 01:00:00+00', NULL, '2023-12-03 01:00:00+00'),
	(15, 'no password fits', false, '2023-12-03 01:00:00+00', NULL, '2023-12-03 01:00:00+00');
INSERT INTO public.employees VALUES
	(1, 1, 'T001', '甲一', 'jiayi jy', NULL, NULL, 'T001', 1, true, 2, 'civil_servant', '主任', NULL, '2024-01-02 01:00:00+00'),
	(2, 1, 'T002', '甲二', 'jiaer je', NULL, NULL, 'T002', 2, true, 2, 'civil_servant', '副主任', NULL, '2024-01-02 01:00:00+00'),
	(3, 1, 'T003', '乙一', 'yiyi yy', '13900000003', NULL, 'T003', 3, true, 3, 'civil_servant', '四级主任科员', NULL, '2024-01-02 01:00:00+00'),
	(4, 1, 'T004', '乙二', 'yier ye', NULL, NULL, 'T004', 4, true, 3, 'civil_servant', '科长', NULL, '2024-01-02 01:00:00+00'),
	(5, 1, 'T011', '丙一', 'bingyi by', NULL, NULL, 'T011', 5, true, 3, 'civil_servant', '科员', NULL, '2024-01-02 01:00:00+00'),
	(6, 1, 'T012', '丙二', 'binger be', NULL, NULL, 'T012', 6, true, 3, 'civil_servant', '科员', NULL, '2024-01-02 01:00:00+00'),
	(7, 1, 'T013', '丙三', 'bingsan bs', NULL, NULL, 'T013', 7, true, 3, 'civil_servant', '科员', NULL, '2024-01-02 01:00:00+00'),
	(8, 1, 'T021', '丁一', 'dingyi dy', NULL, NULL, 'T021', 8, true, 4, 'civil_servant', '科员', NULL, '2024-01-02 01:00:00+00'),
	(9, 1, 'T022', '丁二', 'dinger de', NULL, NULL, 'T022', 9, true, 4, 'civil_servant', '科员', NULL, '2024-01-02 01:00:00+00'),
	(10, 1, 'T031', '戊一', 'wuyi wy', NULL, NULL, 'T031', 10, true, 3, 'contract', '文员', NULL, '2024-01-02 01:00:00+00'),
	(11, 1, 'T041', '己一', 'jiyi jy', NULL, NULL, 'T041', 11, true, 4, 'civil_servant', '科员', NULL, '2024-01-02 01:00:00+00'),
	(12, 1, 'T042', '己二', 'jier je', NULL, NULL, 'T042', 12, true, 4, 'civil_servant', '科员', NULL, '2024-01-02 01:00:00+00'),
	(13, 1, 'T043', '己三', 'jisan js', NULL, NULL, 'T043', 13, true, 4, 'civil_servant', '科员', NULL, '2024-01-02 01:00:00+00'),
	(14, 5, 'S001', '外一', 'waiyi wy', NULL, NULL, 'S001', 1, true, 7, 'civil_servant', '科员', NULL, '2024-01-02 01:00:00+00'),
	(15, 5, 'S002', '外二', 'waier we', NULL, NULL, 'S002', 2, true, 7, 'civil_servant', '科员', NULL, '2024-01-02 01:00:00+00');
INSERT INTO public.employment_spells VALUES
	(1, 1, 2, 'civil_servant', '主任', '', '2023-01-01', NULL, '', '2024-01-02 01:00:00+00'),
	(2, 2, 2, 'civil_servant', '副主任', '', '2023-01-01', NULL, '', '2024-01-02 01:00:00+00'),
	(3, 3, 3, 'civil_servant', '四级主任科员', '', '2023-01-01', NULL, '', '2024-01-02 01:00:00+00'),
	(4, 4, 3, 'civil_servant', '科长', '', '2023-01-01', NULL, '', '2024-01-02 01:00:00+00'),
	(5, 5, 3, 'civil_servant', '科员', '', '2023-01-01', NULL, '', '2024-01-02 01:00:00+00'),
	(6, 6, 3, 'civil_servant', '科员', '', '2023-01-01', NULL, '', '2024-01-02 01:00:00+00'),
	(7, 7, 3, 'civil_servant', '科员', '', '2023-01-01', NULL, '', '2024-01-02 01:00:00+00'),
	(8, 8, 4, 'civil_servant', '科员', '', '2023-01-01', NULL, '', '2024-01-02 01:00:00+00'),
	(9, 9, 4, 'civil_servant', '科员', '', '2023-01-01', NULL, '', '2024-01-02 01:00:00+00'),
	(10, 10, 3, 'contract', '文员', '', '2023-01-01', NULL, '', '2024-01-02 01:00:00+00'),
	(11, 11, 4, 'civil_servant', '科员', '', '2023-01-01', NULL, '', '2024-01-02 01:00:00+00'),
	(12, 12, 4, 'civil_servant', '科员', '', '2023-01-01', NULL, '', '2024-01-02 01:00:00+00'),
	(13, 13, 4, 'civil_servant', '科员', '', '2023-01-01', NULL, '', '2024-01-02 01:00:00+00'),
	(14, 14, 7, 'civil_servant', '科员', '', '2023-01-01', NULL, '', '2024-01-02 01:00:00+00'),
	(15, 15, 7, 'civil_servant', '科员', '', '2023-01-01', NULL, '', '2024-01-02 01:00:00+00');
INSERT INTO public.exam_windows VALUES
	(1, 1, 'main', '2024-06-03 01:00:00+00', '2024-06-14 09:00:00+00', NULL);
INSERT INTO public.exams VALUES
	(1, 1, 1, '2024年度学法考试', 'notice', 60, 2, 6000, 9000, 10000, 'best', '{"sections": [{"title": "\u5355\u9879\u9009\u62e9\u9898", "type": "single_choice", "count": 3, "points": "20", "topics": [], "difficulties": []}, {"title": "\u591a\u9879\u9009\u62e9\u9898", "type": "multiple_choice", "count": 1, "points": "20", "topics": [], "difficulties": []}, {"title": "\u5224\u65ad\u9898", "type": "true_false", "count": 1, "points": "20", "topics": [], "difficulties": []}], "shuffle_questions": true, "shuffle_options": true, "multiple_rule": "all_or_nothing"}', '[1]', '{"score": "after_submit", "responses": "after_submit", "keys": "after_close", "explanations": "after_close"}', 3, '2024-06-01 01:00:00+00');
INSERT INTO public.fulfilments VALUES
	(1, 1, 'attempt', 1, '2024-06-04 01:30:00+00', '2024-06-04 01:30:00+00', NULL),
	(2, 2, 'attempt', 3, '2024-06-04 02:00:00+00', '2024-06-04 02:00:00+00', NULL),
	(3, 3, 'attempt', 4, '2024-06-04 02:30:00+00', '2024-06-04 02:30:00+00', NULL),
	(4, 4, 'attempt', 5, '2024-06-04 03:00:00+00', '2024-06-04 03:00:00+00', NULL),
	(5, 5, 'attempt', 6, '2024-06-04 03:30:00+00', '2024-06-04 03:30:00+00', NULL),
	(6, 6, 'attempt', 7, '2024-06-04 04:00:00+00', '2024-06-04 04:00:00+00', NULL),
	(7, 7, 'attempt', 9, '2024-06-04 04:30:00+00', '2024-06-04 04:30:00+00', NULL),
	(8, 8, 'attempt', 10, '2024-06-04 05:00:00+00', '2024-06-04 05:00:00+00', NULL),
	(9, 9, 'attempt', 11, '2024-06-04 05:30:00+00', '2024-06-04 05:30:00+00', NULL),
	(10, 10, 'attempt', 12, '2024-06-04 06:00:00+00', '2024-06-04 06:00:00+00', NULL),
	(11, 11, 'attempt', 13, '2024-06-04 06:30:00+00', '2024-06-04 06:30:00+00', NULL),
	(12, 12, 'attempt', 15, '2024-06-04 07:00:00+00', '2024-06-04 07:00:00+00', NULL);
INSERT INTO public.gradings VALUES
	(1, 1, '2024-06-04 01:30:00+00', 'submit', 10000),
	(2, 1, '2024-06-03 02:00:00+00', 'submit', 4000),
	(3, 1, '2024-06-04 02:00:00+00', 'submit', 10000),
	(4, 1, '2024-06-04 02:30:00+00', 'submit', 10000),
	(5, 1, '2024-06-04 03:00:00+00', 'submit', 10000),
	(6, 1, '2024-06-04 03:30:00+00', 'submit', 10000),
	(7, 1, '2024-06-04 04:00:00+00', 'submit', 10000),
	(8, 1, '2024-06-03 04:30:00+00', 'submit', 4000),
	(9, 1, '2024-06-04 04:30:00+00', 'submit', 10000),
	(10, 1, '2024-06-04 05:00:00+00', 'submit', 10000),
	(11, 1, '2024-06-04 05:30:00+00', 'submit', 10000),
	(12, 1, '2024-06-04 06:00:00+00', 'submit', 10000),
	(13, 1, '2024-06-04 06:30:00+00', 'submit', 10000),
	(14, 1, '2024-06-03 07:00:00+00', 'submit', 4000),
	(15, 1, '2024-06-04 07:00:00+00', 'submit', 10000);
INSERT INTO public.installation VALUES
	(1, 'production', '2024-01-02 01:00:00+00');
INSERT INTO public.item_results VALUES
	(1, 1, 0, 6, 'right', 1, 1, 2000, NULL),
	(1, 1, 1, 1, 'right', 1, 1, 2000, NULL),
	(1, 1, 2, 2, 'right', 1, 1, 2000, NULL),
	(1, 1, 3, 8, 'right', 1, 1, 2000, NULL),
	(1, 1, 4, 11, 'right', 1, 1, 2000, NULL),
	(2, 1, 0, 5, 'right', 1, 1, 2000, NULL),
	(2, 1, 1, 6, 'right', 1, 1, 2000, NULL),
	(2, 1, 2, 3, 'blank', 0, 1, 0, NULL),
	(2, 1, 3, 8, 'blank', 0, 1, 0, NULL),
	(2, 1, 4, 10, 'blank', 0, 1, 0, NULL),
	(3, 1, 0, 4, 'right', 1, 1, 2000, NULL),
	(3, 1, 1, 1, 'right', 1, 1, 2000, NULL),
	(3, 1, 2, 2, 'right', 1, 1, 2000, NULL),
	(3, 1, 3, 7, 'right', 1, 1, 2000, NULL),
	(3, 1, 4, 11, 'right', 1, 1, 2000, NULL),
	(4, 1, 0, 3, 'right', 1, 1, 2000, NULL),
	(4, 1, 1, 5, 'right', 1, 1, 2000, NULL),
	(4, 1, 2, 1, 'right', 1, 1, 2000, NULL),
	(4, 1, 3, 9, 'right', 1, 1, 2000, NULL),
	(4, 1, 4, 12, 'right', 1, 1, 2000, NULL),
	(5, 1, 0, 3, 'right', 1, 1, 2000, NULL),
	(5, 1, 1, 5, 'right', 1, 1, 2000, NULL),
	(5, 1, 2, 6, 'right', 1, 1, 2000, NULL),
	(5, 1, 3, 7, 'right', 1, 1, 2000, NULL),
	(5, 1, 4, 10, 'right', 1, 1, 2000, NULL),
	(6, 1, 0, 2, 'right', 1, 1, 2000, NULL),
	(6, 1, 1, 5, 'right', 1, 1, 2000, NULL),
	(6, 1, 2, 4, 'right', 1, 1, 2000, NULL),
	(6, 1, 3, 9, 'right', 1, 1, 2000, NULL),
	(6, 1, 4, 11, 'right', 1, 1, 2000, NULL),
	(7, 1, 0, 2, 'right', 1, 1, 2000, NULL),
	(7, 1, 1, 1, 'right', 1, 1, 2000, NULL),
	(7, 1, 2, 6, 'right', 1, 1, 2000, NULL),
	(7, 1, 3, 7, 'right', 1, 1, 2000, NULL),
	(7, 1, 4, 11, 'right', 1, 1, 2000, NULL),
	(8, 1, 0, 6, 'right', 1, 1, 2000, NULL),
	(8, 1, 1, 4, 'right', 1, 1, 2000, NULL),
	(8, 1, 2, 1, 'blank', 0, 1, 0, NULL),
	(8, 1, 3, 9, 'blank', 0, 1, 0, NULL),
	(8, 1, 4, 11, 'blank', 0, 1, 0, NULL),
	(9, 1, 0, 3, 'right', 1, 1, 2000, NULL),
	(9, 1, 1, 2, 'right', 1, 1, 2000, NULL),
	(9, 1, 2, 5, 'right', 1, 1, 2000, NULL),
	(9, 1, 3, 7, 'right', 1, 1, 2000, NULL),
	(9, 1, 4, 10, 'right', 1, 1, 2000, NULL),
	(10, 1, 0, 4, 'right', 1, 1, 2000, NULL),
	(10, 1, 1, 2, 'right', 1, 1, 2000, NULL),
	(10, 1, 2, 3, 'right', 1, 1, 2000, NULL),
	(10, 1, 3, 7, 'right', 1, 1, 2000, NULL),
	(10, 1, 4, 10, 'right', 1, 1, 2000, NULL);
INSERT INTO public.item_results VALUES
	(11, 1, 0, 1, 'right', 1, 1, 2000, NULL),
	(11, 1, 1, 4, 'right', 1, 1, 2000, NULL),
	(11, 1, 2, 2, 'right', 1, 1, 2000, NULL),
	(11, 1, 3, 9, 'right', 1, 1, 2000, NULL),
	(11, 1, 4, 11, 'right', 1, 1, 2000, NULL),
	(12, 1, 0, 3, 'right', 1, 1, 2000, NULL),
	(12, 1, 1, 1, 'right', 1, 1, 2000, NULL),
	(12, 1, 2, 5, 'right', 1, 1, 2000, NULL),
	(12, 1, 3, 7, 'right', 1, 1, 2000, NULL),
	(12, 1, 4, 10, 'right', 1, 1, 2000, NULL),
	(13, 1, 0, 2, 'right', 1, 1, 2000, NULL),
	(13, 1, 1, 1, 'right', 1, 1, 2000, NULL),
	(13, 1, 2, 3, 'right', 1, 1, 2000, NULL),
	(13, 1, 3, 9, 'right', 1, 1, 2000, NULL),
	(13, 1, 4, 11, 'right', 1, 1, 2000, NULL),
	(14, 1, 0, 3, 'right', 1, 1, 2000, NULL),
	(14, 1, 1, 4, 'right', 1, 1, 2000, NULL),
	(14, 1, 2, 5, 'blank', 0, 1, 0, NULL),
	(14, 1, 3, 8, 'blank', 0, 1, 0, NULL),
	(14, 1, 4, 12, 'blank', 0, 1, 0, NULL),
	(15, 1, 0, 1, 'right', 1, 1, 2000, NULL),
	(15, 1, 1, 6, 'right', 1, 1, 2000, NULL),
	(15, 1, 2, 2, 'right', 1, 1, 2000, NULL),
	(15, 1, 3, 9, 'right', 1, 1, 2000, NULL),
	(15, 1, 4, 11, 'right', 1, 1, 2000, NULL);
INSERT INTO public.org_node_spells VALUES
	(1, 1, NULL, '测试区人民政府办公室', '2023-01-01', NULL),
	(2, 2, 1, '领导班子', '2023-01-01', NULL),
	(3, 3, 1, '综合科', '2023-01-01', NULL),
	(4, 4, 1, '文秘科', '2023-01-01', NULL),
	(5, 5, NULL, '测试区另一单位', '2023-01-01', NULL),
	(6, 6, 5, '领导班子', '2023-01-01', NULL),
	(7, 7, 5, '外单位科', '2023-01-01', NULL);
INSERT INTO public.org_nodes VALUES
	(1, 'unit', 1, '测试区人民政府办公室', 0),
	(2, 'leadership', 1, '领导班子', 0),
	(3, 'department', 1, '综合科', 1),
	(4, 'department', 1, '文秘科', 2),
	(5, 'unit', 5, '测试区另一单位', 0),
	(6, 'leadership', 5, '领导班子', 0),
	(7, 'department', 5, '外单位科', 1);
INSERT INTO public.question_banks VALUES
	(1, 1, '题库', '2024-01-02 01:00:00+00');
INSERT INTO public.question_versions VALUES
	(1, 1, 1, '{"type": "single_choice", "stem": "\u5355\u9009\u9898\u5e720", "options": [{"id": "A", "text": "\u9009\u9879A"}, {"id": "B", "text": "\u9009\u9879B"}, {"id": "C", "text": "\u9009\u9879C"}, {"id": "D", "text": "\u9009\u9879D"}], "key": ["B"], "explanation": "\u89e3\u6790\u91cc\u624d\u6709\u7684\u8bdd", "citation": {"law": "\u4f9d\u636e\u91cc\u624d\u6709\u7684\u6cd5", "article": "\u7b2c\u4e00\u6761", "version": null}, "points": null, "topic": "\u884c\u653f\u5904\u7f5a", "difficulty": null, "use": "both", "keeps_order": false, "source_id": null}', NULL, '2024-01-02 01:00:00+00'),
	(2, 2, 1, '{"type": "single_choice", "stem": "\u5355\u9009\u9898\u5e721", "options": [{"id": "A", "text": "\u9009\u9879A"}, {"id": "B", "text": "\u9009\u9879B"}, {"id": "C", "text": "\u9009\u9879C"}, {"id": "D", "text": "\u9009\u9879D"}], "key": ["B"], "explanation": "\u89e3\u6790\u91cc\u624d\u6709\u7684\u8bdd", "citation": {"law": "\u4f9d\u636e\u91cc\u624d\u6709\u7684\u6cd5", "article": "\u7b2c\u4e00\u6761", "version": null}, "points": null, "topic": "\u884c\u653f\u5904\u7f5a", "difficulty": null, "use": "both", "keeps_order": false, "source_id": null}', NULL, '2024-01-02 01:00:00+00'),
	(3, 3, 1, '{"type": "single_choice", "stem": "\u5355\u9009\u9898\u5e722", "options": [{"id": "A", "text": "\u9009\u9879A"}, {"id": "B", "text": "\u9009\u9879B"}, {"id": "C", "text": "\u9009\u9879C"}, {"id": "D", "text": "\u9009\u9879D"}], "key": ["B"], "explanation": "\u89e3\u6790\u91cc\u624d\u6709\u7684\u8bdd", "citation": {"law": "\u4f9d\u636e\u91cc\u624d\u6709\u7684\u6cd5", "article": "\u7b2c\u4e00\u6761", "version": null}, "points": null, "topic": "\u884c\u653f\u5904\u7f5a", "difficulty": null, "use": "both", "keeps_order": false, "source_id": null}', NULL, '2024-01-02 01:00:00+00'),
	(4, 4, 1, '{"type": "single_choice", "stem": "\u5355\u9009\u9898\u5e723", "options": [{"id": "A", "text": "\u9009\u9879A"}, {"id": "B", "text": "\u9009\u9879B"}, {"id": "C", "text": "\u9009\u9879C"}, {"id": "D", "text": "\u9009\u9879D"}], "key": ["B"], "explanation": "\u89e3\u6790\u91cc\u624d\u6709\u7684\u8bdd", "citation": {"law": "\u4f9d\u636e\u91cc\u624d\u6709\u7684\u6cd5", "article": "\u7b2c\u4e00\u6761", "version": null}, "points": null, "topic": "\u884c\u653f\u5904\u7f5a", "difficulty": null, "use": "both", "keeps_order": false, "source_id": null}', NULL, '2024-01-02 01:00:00+00'),
	(5, 5, 1, '{"type": "single_choice", "stem": "\u5355\u9009\u9898\u5e724", "options": [{"id": "A", "text": "\u9009\u9879A"}, {"id": "B", "text": "\u9009\u9879B"}, {"id": "C", "text": "\u9009\u9879C"}, {"id": "D", "text": "\u9009\u9879D"}], "key": ["B"], "explanation": "\u89e3\u6790\u91cc\u624d\u6709\u7684\u8bdd", "citation": {"law": "\u4f9d\u636e\u91cc\u624d\u6709\u7684\u6cd5", "article": "\u7b2c\u4e00\u6761", "version": null}, "points": null, "topic": "\u884c\u653f\u5904\u7f5a", "difficulty": null, "use": "both", "keeps_order": false, "source_id": null}', NULL, '2024-01-02 01:00:00+00'),
	(6, 6, 1, '{"type": "single_choice", "stem": "\u5355\u9009\u9898\u5e725", "options": [{"id": "A", "text": "\u9009\u9879A"}, {"id": "B", "text": "\u9009\u9879B"}, {"id": "C", "text": "\u9009\u9879C"}, {"id": "D", "text": "\u9009\u9879D"}], "key": ["B"], "explanation": "\u89e3\u6790\u91cc\u624d\u6709\u7684\u8bdd", "citation": {"law": "\u4f9d\u636e\u91cc\u624d\u6709\u7684\u6cd5", "article": "\u7b2c\u4e00\u6761", "version": null}, "points": null, "topic": "\u884c\u653f\u5904\u7f5a", "difficulty": null, "use": "both", "keeps_order": false, "source_id": null}', NULL, '2024-01-02 01:00:00+00'),
	(7, 7, 1, '{"type": "multiple_choice", "stem": "\u591a\u9009\u9898\u5e720", "options": [{"id": "A", "text": "\u9009\u9879A"}, {"id": "B", "text": "\u9009\u9879B"}, {"id": "C", "text": "\u9009\u9879C"}, {"id": "D", "text": "\u9009\u9879D"}], "key": ["A", "C"], "explanation": "\u89e3\u6790\u91cc\u624d\u6709\u7684\u8bdd", "citation": {"law": "\u4f9d\u636e\u91cc\u624d\u6709\u7684\u6cd5", "article": "\u7b2c\u4e00\u6761", "version": null}, "points": null, "topic": "\u884c\u653f\u5904\u7f5a", "difficulty": null, "use": "both", "keeps_order": false, "source_id": null}', NULL, '2024-01-02 01:00:00+00'),
	(8, 8, 1, '{"type": "multiple_choice", "stem": "\u591a\u9009\u9898\u5e721", "options": [{"id": "A", "text": "\u9009\u9879A"}, {"id": "B", "text": "\u9009\u9879B"}, {"id": "C", "text": "\u9009\u9879C"}, {"id": "D", "text": "\u9009\u9879D"}], "key": ["A", "C"], "explanation": "\u89e3\u6790\u91cc\u624d\u6709\u7684\u8bdd", "citation": {"law": "\u4f9d\u636e\u91cc\u624d\u6709\u7684\u6cd5", "article": "\u7b2c\u4e00\u6761", "version": null}, "points": null, "topic": "\u884c\u653f\u5904\u7f5a", "difficulty": null, "use": "both", "keeps_order": false, "source_id": null}', NULL, '2024-01-02 01:00:00+00'),
	(9, 9, 1, '{"type": "multiple_choice", "stem": "\u591a\u9009\u9898\u5e722", "options": [{"id": "A", "text": "\u9009\u9879A"}, {"id": "B", "text": "\u9009\u9879B"}, {"id": "C", "text": "\u9009\u9879C"}, {"id": "D", "text": "\u9009\u9879D"}], "key": ["A", "C"], "explanation": "\u89e3\u6790\u91cc\u624d\u6709\u7684\u8bdd", "citation": {"law": "\u4f9d\u636e\u91cc\u624d\u6709\u7684\u6cd5", "article": "\u7b2c\u4e00\u6761", "version": null}, "points": null, "topic": "\u884c\u653f\u5904\u7f5a", "difficulty": null, "use": "both", "keeps_order": false, "source_id": null}', NULL, '2024-01-02 01:00:00+00'),
	(10, 10, 1, '{"type": "true_false", "stem": "\u5224\u65ad\u9898\u5e720", "options": [], "key": ["true"], "explanation": "\u89e3\u6790\u91cc\u624d\u6709\u7684\u8bdd", "citation": {"law": "\u4f9d\u636e\u91cc\u624d\u6709\u7684\u6cd5", "article": "\u7b2c\u4e00\u6761", "version": null}, "points": null, "topic": "\u884c\u653f\u5904\u7f5a", "difficulty": null, "use": "both", "keeps_order": false, "source_id": null}', NULL, '2024-01-02 01:00:00+00'),
	(11, 11, 1, '{"type": "true_false", "stem": "\u5224\u65ad\u9898\u5e721", "options": [], "key": ["true"], "explanation": "\u89e3\u6790\u91cc\u624d\u6709\u7684\u8bdd", "citation": {"law": "\u4f9d\u636e\u91cc\u624d\u6709\u7684\u6cd5", "article": "\u7b2c\u4e00\u6761", "version": null}, "points": null, "topic": "\u884c\u653f\u5904\u7f5a", "difficulty": null, "use": "both", "keeps_order": false, "source_id": null}', NULL, '2024-01-02 01:00:00+00'),
	(12, 12, 1, '{"type": "true_false", "stem": "\u5224\u65ad\u9898\u5e722", "options": [], "key": ["true"], "explanation": "\u89e3\u6790\u91cc\u624d\u6709\u7684\u8bdd", "citation": {"law": "\u4f9d\u636e\u91cc\u624d\u6709\u7684\u6cd5", "article": "\u7b2c\u4e00\u6761", "version": null}, "points": null, "topic": "\u884c\u653f\u5904\u7f5a", "difficulty": null, "use": "both", "keeps_order": false, "source_id": null}', NULL, '2024-01-02 01:00:00+00'),
	(13, 13, 1, '{"type": "fill_blank", "stem": "\u586b\u7a7a____\u9898\u5e720", "options": [], "key": [["\u6807\u51c6\u586b\u7a7a\u7b54\u6848"]], "explanation": "\u89e3\u6790\u91cc\u624d\u6709\u7684\u8bdd", "citation": {"law": "\u4f9d\u636e\u91cc\u624d\u6709\u7684\u6cd5", "article": "\u7b2c\u4e00\u6761", "version": null}, "points": null, "topic": "\u884c\u653f\u5904\u7f5a", "difficulty": null, "use": "both", "keeps_order": false, "source_id": null}', NULL, '2024-01-02 01:00:00+00'),
	(14, 14, 1, '{"type": "fill_blank", "stem": "\u586b\u7a7a____\u9898\u5e721", "options": [], "key": [["\u6807\u51c6\u586b\u7a7a\u7b54\u6848"]], "explanation": "\u89e3\u6790\u91cc\u624d\u6709\u7684\u8bdd", "citation": {"law": "\u4f9d\u636e\u91cc\u624d\u6709\u7684\u6cd5", "article": "\u7b2c\u4e00\u6761", "version": null}, "points": null, "topic": "\u884c\u653f\u5904\u7f5a", "difficulty": null, "use": "both", "keeps_order": false, "source_id": null}', NULL, '2024-01-02 01:00:00+00');
INSERT INTO public.questions VALUES
	(1, 1, 1, 'single_choice', 'published', 'dadd85b9fff8cacbd144985be82c249676a5c0faae98a5731261a5159e18f210', '单选题干0', '行政处罚', NULL, 'both', false, NULL, NULL, 1, '2024-01-02 01:00:00+00'),
	(2, 1, 1, 'single_choice', 'published', 'f08c62fabb980ea8356daaebfe4fdf974ebf61c81f384f4c2e694348542d21dd', '单选题干1', '行政处罚', NULL, 'both', false, NULL, NULL, 2, '2024-01-02 01:00:00+00'),
	(3, 1, 1, 'single_choice', 'published', '3cf8713cdc1a42f9a839a067e6cd6ba32681edf8fa8631a5ac70d27fa5863c02', '单选题干2', '行政处罚', NULL, 'both', false, NULL, NULL, 3, '2024-01-02 01:00:00+00'),
	(4, 1, 1, 'single_choice', 'published', 'cf1435c74eb542bc2945623ad391dad532d07e647110da65416116afa3640ff6', '单选题干3', '行政处罚', NULL, 'both', false, NULL, NULL, 4, '2024-01-02 01:00:00+00'),
	(5, 1, 1, 'single_choice', 'published', '995546087983327e6e32af405d1bbc73f01f161fda76259a668ea7a31c7af2e0', '单选题干4', '行政处罚', NULL, 'both', false, NULL, NULL, 5, '2024-01-02 01:00:00+00'),
	(6, 1, 1, 'single_choice', 'published', '77492d1875c20cc5228f660b2202ef0b794a9fefc6631a3c6678a5fef43407b0', '单选题干5', '行政处罚', NULL, 'both', false, NULL, NULL, 6, '2024-01-02 01:00:00+00'),
	(7, 1, 1, 'multiple_choice', 'published', '6131a213d5a9a89c0d59ce9c9e44b20a71b734c287cfa74e49f617c9aef17dfd', '多选题干0', '行政处罚', NULL, 'both', false, NULL, NULL, 7, '2024-01-02 01:00:00+00'),
	(8, 1, 1, 'multiple_choice', 'published', '45f38da4a8dd318b6f5b6811d5ea7ea3d181ef963d36ade7c9f6ab18e8d7df70', '多选题干1', '行政处罚', NULL, 'both', false, NULL, NULL, 8, '2024-01-02 01:00:00+00'),
	(9, 1, 1, 'multiple_choice', 'published', '9be0cd430565027173711aa17ce7b07c6b2bfb3387fc3b69b657082d6588e1ed', '多选题干2', '行政处罚', NULL, 'both', false, NULL, NULL, 9, '2024-01-02 01:00:00+00'),
	(10, 1, 1, 'true_false', 'published', '2e895a846361980000cd9fa0e6026c69219df336edbf5e961ef4b30da002d19c', '判断题干0', '行政处罚', NULL, 'both', false, NULL, NULL, 10, '2024-01-02 01:00:00+00'),
	(11, 1, 1, 'true_false', 'published', '0591b819459b1efc92ba97b1f5d5b17c5908b8b53e0d9c09289a6e4493fe9e26', '判断题干1', '行政处罚', NULL, 'both', false, NULL, NULL, 11, '2024-01-02 01:00:00+00'),
	(12, 1, 1, 'true_false', 'published', 'ef3deac90bca03db10b5b6f49fe931df1709a26f8b21703fdd0d05df09a4d125', '判断题干2', '行政处罚', NULL, 'both', false, NULL, NULL, 12, '2024-01-02 01:00:00+00'),
	(13, 1, 1, 'fill_blank', 'published', '9d8e96aeb1c77b390696a25ddd65aaa6d6ff077d0d7091cac977ced8a40afa41', '填空____题干0', '行政处罚', NULL, 'both', false, NULL, NULL, 13, '2024-01-02 01:00:00+00'),
	(14, 1, 1, 'fill_blank', 'published', 'caa89eb2db3b984b2d847ee16d0ea783ebb110c3655e2c2433273892e9164327', '填空____题干1', '行政处罚', NULL, 'both', false, NULL, NULL, 14, '2024-01-02 01:00:00+00');
INSERT INTO public.requirements VALUES
	(1, 1, 'exam', '2024年度学法考试', 2024, '测试文号〔2026〕1号', '', '', '2024-06-03', '2024-06-03 01:00:00+00', '2024-06-14 09:00:00+00', '2024-06-14 09:00:00+00', true, 60, 'published', '2024-06-02 01:00:00+00', 3, '2024-06-01 01:00:00+00');
INSERT INTO public.responses VALUES
	(1, 0, 1, '"B"', '2024-06-04 01:01:00+00'),
	(1, 1, 1, '"B"', '2024-06-04 01:01:00+00'),
	(1, 2, 1, '"B"', '2024-06-04 01:01:00+00'),
	(1, 3, 1, '["A","C"]', '2024-06-04 01:01:00+00'),
	(1, 4, 1, '"true"', '2024-06-04 01:01:00+00'),
	(2, 0, 1, '"B"', '2024-06-03 01:31:00+00'),
	(2, 1, 1, '"B"', '2024-06-03 01:31:00+00'),
	(3, 0, 1, '"B"', '2024-06-04 01:31:00+00'),
	(3, 1, 1, '"B"', '2024-06-04 01:31:00+00'),
	(3, 2, 1, '"B"', '2024-06-04 01:31:00+00'),
	(3, 3, 1, '["A","C"]', '2024-06-04 01:31:00+00'),
	(3, 4, 1, '"true"', '2024-06-04 01:31:00+00'),
	(4, 0, 1, '"B"', '2024-06-04 02:01:00+00'),
	(4, 1, 1, '"B"', '2024-06-04 02:01:00+00'),
	(4, 2, 1, '"B"', '2024-06-04 02:01:00+00'),
	(4, 3, 1, '["A","C"]', '2024-06-04 02:01:00+00'),
	(4, 4, 1, '"true"', '2024-06-04 02:01:00+00'),
	(5, 0, 1, '"B"', '2024-06-04 02:31:00+00'),
	(5, 1, 1, '"B"', '2024-06-04 02:31:00+00'),
	(5, 2, 1, '"B"', '2024-06-04 02:31:00+00'),
	(5, 3, 1, '["A","C"]', '2024-06-04 02:31:00+00'),
	(5, 4, 1, '"true"', '2024-06-04 02:31:00+00'),
	(6, 0, 1, '"B"', '2024-06-04 03:01:00+00'),
	(6, 1, 1, '"B"', '2024-06-04 03:01:00+00'),
	(6, 2, 1, '"B"', '2024-06-04 03:01:00+00'),
	(6, 3, 1, '["A","C"]', '2024-06-04 03:01:00+00'),
	(6, 4, 1, '"true"', '2024-06-04 03:01:00+00'),
	(7, 0, 1, '"B"', '2024-06-04 03:31:00+00'),
	(7, 1, 1, '"B"', '2024-06-04 03:31:00+00'),
	(7, 2, 1, '"B"', '2024-06-04 03:31:00+00'),
	(7, 3, 1, '["A","C"]', '2024-06-04 03:31:00+00'),
	(7, 4, 1, '"true"', '2024-06-04 03:31:00+00'),
	(8, 0, 1, '"B"', '2024-06-03 04:01:00+00'),
	(8, 1, 1, '"B"', '2024-06-03 04:01:00+00'),
	(9, 0, 1, '"B"', '2024-06-04 04:01:00+00'),
	(9, 1, 1, '"B"', '2024-06-04 04:01:00+00'),
	(9, 2, 1, '"B"', '2024-06-04 04:01:00+00'),
	(9, 3, 1, '["A","C"]', '2024-06-04 04:01:00+00'),
	(9, 4, 1, '"true"', '2024-06-04 04:01:00+00'),
	(10, 0, 1, '"B"', '2024-06-04 04:31:00+00'),
	(10, 1, 1, '"B"', '2024-06-04 04:31:00+00'),
	(10, 2, 1, '"B"', '2024-06-04 04:31:00+00'),
	(10, 3, 1, '["A","C"]', '2024-06-04 04:31:00+00'),
	(10, 4, 1, '"true"', '2024-06-04 04:31:00+00'),
	(11, 0, 1, '"B"', '2024-06-04 05:01:00+00'),
	(11, 1, 1, '"B"', '2024-06-04 05:01:00+00'),
	(11, 2, 1, '"B"', '2024-06-04 05:01:00+00'),
	(11, 3, 1, '["A","C"]', '2024-06-04 05:01:00+00'),
	(11, 4, 1, '"true"', '2024-06-04 05:01:00+00'),
	(12, 0, 1, '"B"', '2024-06-04 05:31:00+00');
INSERT INTO public.responses VALUES
	(12, 1, 1, '"B"', '2024-06-04 05:31:00+00'),
	(12, 2, 1, '"B"', '2024-06-04 05:31:00+00'),
	(12, 3, 1, '["A","C"]', '2024-06-04 05:31:00+00'),
	(12, 4, 1, '"true"', '2024-06-04 05:31:00+00'),
	(13, 0, 1, '"B"', '2024-06-04 06:01:00+00'),
	(13, 1, 1, '"B"', '2024-06-04 06:01:00+00'),
	(13, 2, 1, '"B"', '2024-06-04 06:01:00+00'),
	(13, 3, 1, '["A","C"]', '2024-06-04 06:01:00+00'),
	(13, 4, 1, '"true"', '2024-06-04 06:01:00+00'),
	(14, 0, 1, '"B"', '2024-06-03 06:31:00+00'),
	(14, 1, 1, '"B"', '2024-06-03 06:31:00+00'),
	(15, 0, 1, '"B"', '2024-06-04 06:31:00+00'),
	(15, 1, 1, '"B"', '2024-06-04 06:31:00+00'),
	(15, 2, 1, '"B"', '2024-06-04 06:31:00+00'),
	(15, 3, 1, '["A","C"]', '2024-06-04 06:31:00+00'),
	(15, 4, 1, '"true"', '2024-06-04 06:31:00+00');
INSERT INTO public.role_grants VALUES
	(1, 1, 'principal_leader', 2, '2023-01-01', NULL, NULL, '2022-12-31 16:00:00+00'),
	(2, 2, 'leader', 2, '2023-01-01', NULL, NULL, '2022-12-31 16:00:00+00'),
	(3, 3, 'law_admin', 1, '2023-01-01', NULL, NULL, '2022-12-31 16:00:00+00'),
	(4, 4, 'department_head', 3, '2023-01-01', NULL, NULL, '2022-12-31 16:00:00+00'),
	(5, 11, 'auditor', 1, '2023-01-01', NULL, NULL, '2022-12-31 16:00:00+00'),
	(6, 12, 'security_admin', 1, '2023-01-01', NULL, NULL, '2022-12-31 16:00:00+00'),
	(7, 13, 'system_admin', 1, '2023-01-01', NULL, NULL, '2022-12-31 16:00:00+00'),
	(8, 15, 'law_admin', 5, '2023-01-01', NULL, NULL, '2022-12-31 16:00:00+00');
INSERT INTO public.roll_events VALUES
	(1, 1, 'closed', '2024-04-16 09:00:00+00', 3, '', '[[1, 2, "present", true, true], [2, 2, "present", false, true], [3, 3, "present", false, false], [4, 3, "present", false, false], [5, 3, "present", false, false], [6, 3, "present", false, false], [7, 3, "present", false, false], [8, 4, "present", false, false], [9, 4, "present", false, false], [11, 4, "present", false, false], [12, 4, "present", false, false], [13, 4, "present", false, false]]');
INSERT INTO public.session_kinds VALUES
	(1, 'standing_meeting');
INSERT INTO public.study_sessions VALUES
	(1, 1, NULL, '学习行政复议法', 'law', '2024-04-16 06:00:00+00', 90, '第一会议室', '甲一', '', NULL, '', 'closed', '2024-04-16 09:00:00+00', '', 3, '2024-04-15 06:00:00+00');
SELECT pg_catalog.setval('public.annual_reports_id_seq', 1, false);
SELECT pg_catalog.setval('public.assignment_changes_id_seq', 12, true);
SELECT pg_catalog.setval('public.assignments_id_seq', 12, true);
SELECT pg_catalog.setval('public.attempt_events_id_seq', 30, true);
SELECT pg_catalog.setval('public.attempts_id_seq', 15, true);
SELECT pg_catalog.setval('public.audit_entries_id_seq', 67, true);
SELECT pg_catalog.setval('public.away_periods_id_seq', 1, false);
SELECT pg_catalog.setval('public.completion_snapshots_id_seq', 1, true);
SELECT pg_catalog.setval('public.employees_id_seq', 15, true);
SELECT pg_catalog.setval('public.employment_spells_id_seq', 15, true);
SELECT pg_catalog.setval('public.exam_windows_id_seq', 1, true);
SELECT pg_catalog.setval('public.exams_id_seq', 1, true);
SELECT pg_catalog.setval('public.exemptions_id_seq', 1, false);
SELECT pg_catalog.setval('public.feedback_id_seq', 1, false);
SELECT pg_catalog.setval('public.fulfilments_id_seq', 12, true);
SELECT pg_catalog.setval('public.import_batches_id_seq', 1, false);
SELECT pg_catalog.setval('public.indicator_values_id_seq', 1, false);
SELECT pg_catalog.setval('public.installation_id_seq', 1, false);
SELECT pg_catalog.setval('public.key_corrections_id_seq', 1, false);
SELECT pg_catalog.setval('public.monthly_themes_id_seq', 1, false);
SELECT pg_catalog.setval('public.notices_id_seq', 1, false);
SELECT pg_catalog.setval('public.objections_id_seq', 1, false);
SELECT pg_catalog.setval('public.office_indicators_id_seq', 1, false);
SELECT pg_catalog.setval('public.org_node_spells_id_seq', 7, true);
SELECT pg_catalog.setval('public.org_nodes_id_seq', 7, true);
SELECT pg_catalog.setval('public.overrides_id_seq', 1, false);
SELECT pg_catalog.setval('public.question_banks_id_seq', 1, true);
SELECT pg_catalog.setval('public.question_versions_id_seq', 14, true);
SELECT pg_catalog.setval('public.questions_id_seq', 14, true);
SELECT pg_catalog.setval('public.requirements_id_seq', 1, true);
SELECT pg_catalog.setval('public.role_grants_id_seq', 8, true);
SELECT pg_catalog.setval('public.roll_events_id_seq', 1, true);
SELECT pg_catalog.setval('public.roster_imports_id_seq', 1, false);
SELECT pg_catalog.setval('public.settings_id_seq', 1, false);
SELECT pg_catalog.setval('public.stored_files_id_seq', 1, false);
SELECT pg_catalog.setval('public.study_plans_id_seq', 1, false);
SELECT pg_catalog.setval('public.study_sessions_id_seq', 1, true);
SELECT pg_catalog.setval('public.tasks_id_seq', 1, false);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.annual_reports
    ADD CONSTRAINT pk_annual_reports PRIMARY KEY (id);
ALTER TABLE ONLY public.assignment_changes
    ADD CONSTRAINT pk_assignment_changes PRIMARY KEY (id);
ALTER TABLE ONLY public.assignments
    ADD CONSTRAINT pk_assignments PRIMARY KEY (id);
ALTER TABLE ONLY public.attempt_events
    ADD CONSTRAINT pk_attempt_events PRIMARY KEY (id);
ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT pk_attempts PRIMARY KEY (id);
ALTER TABLE ONLY public.attendances
    ADD CONSTRAINT pk_attendances PRIMARY KEY (session_id, employee_id);
ALTER TABLE ONLY public.audit_entries
    ADD CONSTRAINT pk_audit_entries PRIMARY KEY (id);
ALTER TABLE ONLY public.away_periods
    ADD CONSTRAINT pk_away_periods PRIMARY KEY (id);
ALTER TABLE ONLY public.calendar_days
    ADD CONSTRAINT pk_calendar_days PRIMARY KEY (day);
ALTER TABLE ONLY public.completion_snapshots
    ADD CONSTRAINT pk_completion_snapshots PRIMARY KEY (id);
ALTER TABLE ONLY public.credentials
    ADD CONSTRAINT pk_credentials PRIMARY KEY (employee_id);
ALTER TABLE ONLY public.employees
    ADD CONSTRAINT pk_employees PRIMARY KEY (id);
ALTER TABLE ONLY public.employment_spells
    ADD CONSTRAINT pk_employment_spells PRIMARY KEY (id);
ALTER TABLE ONLY public.exam_windows
    ADD CONSTRAINT pk_exam_windows PRIMARY KEY (id);
ALTER TABLE ONLY public.exams
    ADD CONSTRAINT pk_exams PRIMARY KEY (id);
ALTER TABLE ONLY public.exemptions
    ADD CONSTRAINT pk_exemptions PRIMARY KEY (id);
ALTER TABLE ONLY public.feedback
    ADD CONSTRAINT pk_feedback PRIMARY KEY (id);
ALTER TABLE ONLY public.fulfilments
    ADD CONSTRAINT pk_fulfilments PRIMARY KEY (id);
ALTER TABLE ONLY public.gradings
    ADD CONSTRAINT pk_gradings PRIMARY KEY (attempt_id, number);
ALTER TABLE ONLY public.import_batches
    ADD CONSTRAINT pk_import_batches PRIMARY KEY (id);
ALTER TABLE ONLY public.import_mends
    ADD CONSTRAINT pk_import_mends PRIMARY KEY (batch_id, code);
ALTER TABLE ONLY public.indicator_values
    ADD CONSTRAINT pk_indicator_values PRIMARY KEY (id);
ALTER TABLE ONLY public.installation
    ADD CONSTRAINT pk_installation PRIMARY KEY (id);
ALTER TABLE ONLY public.item_marks
    ADD CONSTRAINT pk_item_marks PRIMARY KEY (attempt_id, ended, item, part, place);
ALTER TABLE ONLY public.item_results
    ADD CONSTRAINT pk_item_results PRIMARY KEY (attempt_id, grading_number, item);
ALTER TABLE ONLY public.key_corrections
    ADD CONSTRAINT pk_key_corrections PRIMARY KEY (id);
ALTER TABLE ONLY public.leases
    ADD CONSTRAINT pk_leases PRIMARY KEY (name);
ALTER TABLE ONLY public.login_failures
    ADD CONSTRAINT pk_login_failures PRIMARY KEY (account, address);
ALTER TABLE ONLY public.login_sessions
    ADD CONSTRAINT pk_login_sessions PRIMARY KEY (token_hash);
ALTER TABLE ONLY public.monthly_themes
    ADD CONSTRAINT pk_monthly_themes PRIMARY KEY (id);
ALTER TABLE ONLY public.notices
    ADD CONSTRAINT pk_notices PRIMARY KEY (id);
ALTER TABLE ONLY public.objections
    ADD CONSTRAINT pk_objections PRIMARY KEY (id);
ALTER TABLE ONLY public.office_indicators
    ADD CONSTRAINT pk_office_indicators PRIMARY KEY (id);
ALTER TABLE ONLY public.org_node_spells
    ADD CONSTRAINT pk_org_node_spells PRIMARY KEY (id);
ALTER TABLE ONLY public.org_nodes
    ADD CONSTRAINT pk_org_nodes PRIMARY KEY (id);
ALTER TABLE ONLY public.overrides
    ADD CONSTRAINT pk_overrides PRIMARY KEY (id);
ALTER TABLE ONLY public.question_banks
    ADD CONSTRAINT pk_question_banks PRIMARY KEY (id);
ALTER TABLE ONLY public.question_versions
    ADD CONSTRAINT pk_question_versions PRIMARY KEY (id);
ALTER TABLE ONLY public.questions
    ADD CONSTRAINT pk_questions PRIMARY KEY (id);
ALTER TABLE ONLY public.requirements
    ADD CONSTRAINT pk_requirements PRIMARY KEY (id);
ALTER TABLE ONLY public.responses
    ADD CONSTRAINT pk_responses PRIMARY KEY (attempt_id, item);
ALTER TABLE ONLY public.role_grants
    ADD CONSTRAINT pk_role_grants PRIMARY KEY (id);
ALTER TABLE ONLY public.roll_events
    ADD CONSTRAINT pk_roll_events PRIMARY KEY (id);
ALTER TABLE ONLY public.roster_imports
    ADD CONSTRAINT pk_roster_imports PRIMARY KEY (id);
ALTER TABLE ONLY public.session_kinds
    ADD CONSTRAINT pk_session_kinds PRIMARY KEY (session_id, kind);
ALTER TABLE ONLY public.settings
    ADD CONSTRAINT pk_settings PRIMARY KEY (id);
ALTER TABLE ONLY public.stored_files
    ADD CONSTRAINT pk_stored_files PRIMARY KEY (id);
ALTER TABLE ONLY public.study_plans
    ADD CONSTRAINT pk_study_plans PRIMARY KEY (id);
ALTER TABLE ONLY public.study_sessions
    ADD CONSTRAINT pk_study_sessions PRIMARY KEY (id);
ALTER TABLE ONLY public.tasks
    ADD CONSTRAINT pk_tasks PRIMARY KEY (id);
ALTER TABLE ONLY public.annual_reports
    ADD CONSTRAINT uq_annual_reports_unit_id_year UNIQUE (unit_id, year);
ALTER TABLE ONLY public.assignments
    ADD CONSTRAINT uq_assignments_requirement_id_employee_id UNIQUE (requirement_id, employee_id);
ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT uq_attempts_exam_id_employee_id_number UNIQUE (exam_id, employee_id, number);
ALTER TABLE ONLY public.audit_entries
    ADD CONSTRAINT uq_audit_entries_hash UNIQUE (hash);
ALTER TABLE ONLY public.completion_snapshots
    ADD CONSTRAINT uq_completion_snapshots_unit_id_year_purpose_version UNIQUE (unit_id, year, purpose, version);
ALTER TABLE ONLY public.employees
    ADD CONSTRAINT uq_employees_login_name UNIQUE (login_name);
ALTER TABLE ONLY public.employees
    ADD CONSTRAINT uq_employees_unit_id_staff_number UNIQUE (unit_id, staff_number);
ALTER TABLE ONLY public.exams
    ADD CONSTRAINT uq_exams_requirement_id UNIQUE (requirement_id);
ALTER TABLE ONLY public.monthly_themes
    ADD CONSTRAINT uq_monthly_themes_plan_id_month UNIQUE (plan_id, month);
ALTER TABLE ONLY public.notices
    ADD CONSTRAINT uq_notices_dedupe_key UNIQUE (dedupe_key);
ALTER TABLE ONLY public.notices
    ADD CONSTRAINT uq_notices_one_planned_a_day UNIQUE (employee_id, planned_on, channel);
ALTER TABLE ONLY public.objections
    ADD CONSTRAINT uq_objections_attempt_id_version_id UNIQUE (attempt_id, version_id);
ALTER TABLE ONLY public.office_indicators
    ADD CONSTRAINT uq_office_indicators_unit_id_code UNIQUE (unit_id, code);
ALTER TABLE ONLY public.question_banks
    ADD CONSTRAINT uq_question_banks_unit_id_name UNIQUE (unit_id, name);
ALTER TABLE ONLY public.question_versions
    ADD CONSTRAINT uq_question_versions_question_id_number UNIQUE (question_id, number);
ALTER TABLE ONLY public.settings
    ADD CONSTRAINT uq_settings_unit_id_key_effective_on UNIQUE (unit_id, key, effective_on);
ALTER TABLE ONLY public.stored_files
    ADD CONSTRAINT uq_stored_files_stored_name UNIQUE (stored_name);
ALTER TABLE ONLY public.study_plans
    ADD CONSTRAINT uq_study_plans_unit_id_year UNIQUE (unit_id, year);
CREATE INDEX ix_assignment_changes_assignment_id ON public.assignment_changes USING btree (assignment_id);
CREATE INDEX ix_assignments_department ON public.assignments USING btree (department_id, requirement_id);
CREATE INDEX ix_assignments_employee_id ON public.assignments USING btree (employee_id);
CREATE INDEX ix_attempt_events_attempt_id ON public.attempt_events USING btree (attempt_id);
CREATE INDEX ix_attempts_assignment_id ON public.attempts USING btree (assignment_id);
CREATE INDEX ix_attempts_employee_id ON public.attempts USING btree (employee_id);
CREATE INDEX ix_attempts_exam_id ON public.attempts USING btree (exam_id);
CREATE INDEX ix_attempts_sweep ON public.attempts USING btree (state, accepts_until);
CREATE INDEX ix_attendances_employee_id ON public.attendances USING btree (employee_id);
CREATE INDEX ix_audit_entries_action ON public.audit_entries USING btree (action);
CREATE INDEX ix_audit_entries_actor_id ON public.audit_entries USING btree (actor_id);
CREATE INDEX ix_audit_entries_at ON public.audit_entries USING btree (at);
CREATE INDEX ix_audit_entries_subject ON public.audit_entries USING btree (subject_kind, subject_id);
CREATE INDEX ix_audit_entries_unit_id ON public.audit_entries USING btree (unit_id);
CREATE INDEX ix_away_periods_employee_id ON public.away_periods USING btree (employee_id);
CREATE INDEX ix_employees_department_id ON public.employees USING btree (department_id);
CREATE INDEX ix_employees_phone ON public.employees USING btree (phone);
CREATE INDEX ix_employees_pinyin ON public.employees USING btree (pinyin);
CREATE INDEX ix_employees_sort_order ON public.employees USING btree (sort_order);
CREATE INDEX ix_employees_unit_id ON public.employees USING btree (unit_id);
CREATE INDEX ix_employment_spells_department_id ON public.employment_spells USING btree (department_id);
CREATE INDEX ix_employment_spells_employee_id ON public.employment_spells USING btree (employee_id);
CREATE INDEX ix_exam_windows_exam_id ON public.exam_windows USING btree (exam_id);
CREATE INDEX ix_exams_unit_id ON public.exams USING btree (unit_id);
CREATE INDEX ix_exemptions_assignment_id ON public.exemptions USING btree (assignment_id);
CREATE INDEX ix_fulfilments_assignment_id ON public.fulfilments USING btree (assignment_id);
CREATE INDEX ix_indicator_values_indicator_id ON public.indicator_values USING btree (indicator_id);
CREATE INDEX ix_item_results_question_version_id ON public.item_results USING btree (question_version_id);
CREATE INDEX ix_key_corrections_unit_id ON public.key_corrections USING btree (unit_id);
CREATE INDEX ix_login_sessions_employee_id ON public.login_sessions USING btree (employee_id);
CREATE INDEX ix_notices_employee_id ON public.notices USING btree (employee_id);
CREATE INDEX ix_notices_waiting ON public.notices USING btree (state, not_before);
CREATE INDEX ix_objections_exam_id ON public.objections USING btree (exam_id);
CREATE INDEX ix_objections_version_id ON public.objections USING btree (version_id);
CREATE INDEX ix_org_node_spells_node_id ON public.org_node_spells USING btree (node_id);
CREATE INDEX ix_org_nodes_unit_id ON public.org_nodes USING btree (unit_id);
CREATE INDEX ix_overrides_assignment_id ON public.overrides USING btree (assignment_id);
CREATE INDEX ix_question_versions_question_id ON public.question_versions USING btree (question_id);
CREATE INDEX ix_questions_bank_id ON public.questions USING btree (bank_id);
CREATE INDEX ix_questions_draw ON public.questions USING btree (unit_id, state, type);
CREATE INDEX ix_questions_import_batch_id ON public.questions USING btree (import_batch_id);
CREATE INDEX ix_requirements_unit_id ON public.requirements USING btree (unit_id);
CREATE INDEX ix_requirements_year ON public.requirements USING btree (year);
CREATE INDEX ix_role_grants_employee_id ON public.role_grants USING btree (employee_id);
CREATE INDEX ix_role_grants_node_id ON public.role_grants USING btree (node_id);
CREATE INDEX ix_roll_events_session_id ON public.roll_events USING btree (session_id);
CREATE INDEX ix_roster_imports_unit_id ON public.roster_imports USING btree (unit_id);
CREATE INDEX ix_stored_files_unit_id ON public.stored_files USING btree (unit_id);
CREATE INDEX ix_study_sessions_monthly_theme_id ON public.study_sessions USING btree (monthly_theme_id);
CREATE INDEX ix_study_sessions_starts_at ON public.study_sessions USING btree (starts_at);
CREATE INDEX ix_study_sessions_unit_id ON public.study_sessions USING btree (unit_id);
CREATE INDEX ix_tasks_state ON public.tasks USING btree (state);
CREATE UNIQUE INDEX uq_attempts_one_running ON public.attempts USING btree (exam_id, employee_id) WHERE ((state)::text = 'in_progress'::text);
CREATE UNIQUE INDEX uq_fulfilments_source ON public.fulfilments USING btree (assignment_id, source_kind, source_id) WHERE (revoked_at IS NULL);
CREATE UNIQUE INDEX uq_key_corrections_open ON public.key_corrections USING btree (version_id) WHERE ((state)::text <> 'refused'::text);
CREATE UNIQUE INDEX uq_questions_identity ON public.questions USING btree (unit_id, identity);
ALTER TABLE ONLY public.annual_reports
    ADD CONSTRAINT fk_annual_reports_snapshot_id FOREIGN KEY (snapshot_id) REFERENCES public.completion_snapshots(id);
ALTER TABLE ONLY public.annual_reports
    ADD CONSTRAINT fk_annual_reports_unit_id FOREIGN KEY (unit_id) REFERENCES public.org_nodes(id);
ALTER TABLE ONLY public.assignment_changes
    ADD CONSTRAINT fk_assignment_changes_assignment_id FOREIGN KEY (assignment_id) REFERENCES public.assignments(id);
ALTER TABLE ONLY public.assignment_changes
    ADD CONSTRAINT fk_assignment_changes_department_id FOREIGN KEY (department_id) REFERENCES public.org_nodes(id);
ALTER TABLE ONLY public.assignments
    ADD CONSTRAINT fk_assignments_department_id FOREIGN KEY (department_id) REFERENCES public.org_nodes(id);
ALTER TABLE ONLY public.assignments
    ADD CONSTRAINT fk_assignments_employee_id FOREIGN KEY (employee_id) REFERENCES public.employees(id);
ALTER TABLE ONLY public.assignments
    ADD CONSTRAINT fk_assignments_requirement_id FOREIGN KEY (requirement_id) REFERENCES public.requirements(id);
ALTER TABLE ONLY public.attempt_events
    ADD CONSTRAINT fk_attempt_events_attempt_id FOREIGN KEY (attempt_id) REFERENCES public.attempts(id);
ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT fk_attempts_assignment_id FOREIGN KEY (assignment_id) REFERENCES public.assignments(id);
ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT fk_attempts_employee_id FOREIGN KEY (employee_id) REFERENCES public.employees(id);
ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT fk_attempts_exam_id FOREIGN KEY (exam_id) REFERENCES public.exams(id);
ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT fk_attempts_window_id FOREIGN KEY (window_id) REFERENCES public.exam_windows(id);
ALTER TABLE ONLY public.attendances
    ADD CONSTRAINT fk_attendances_department_id FOREIGN KEY (department_id) REFERENCES public.org_nodes(id);
ALTER TABLE ONLY public.attendances
    ADD CONSTRAINT fk_attendances_employee_id FOREIGN KEY (employee_id) REFERENCES public.employees(id);
ALTER TABLE ONLY public.attendances
    ADD CONSTRAINT fk_attendances_session_id FOREIGN KEY (session_id) REFERENCES public.study_sessions(id);
ALTER TABLE ONLY public.away_periods
    ADD CONSTRAINT fk_away_periods_employee_id FOREIGN KEY (employee_id) REFERENCES public.employees(id);
ALTER TABLE ONLY public.completion_snapshots
    ADD CONSTRAINT fk_completion_snapshots_unit_id FOREIGN KEY (unit_id) REFERENCES public.org_nodes(id);
ALTER TABLE ONLY public.credentials
    ADD CONSTRAINT fk_credentials_employee_id FOREIGN KEY (employee_id) REFERENCES public.employees(id);
ALTER TABLE ONLY public.employees
    ADD CONSTRAINT fk_employees_department_id FOREIGN KEY (department_id) REFERENCES public.org_nodes(id);
ALTER TABLE ONLY public.employees
    ADD CONSTRAINT fk_employees_unit_id FOREIGN KEY (unit_id) REFERENCES public.org_nodes(id);
ALTER TABLE ONLY public.employment_spells
    ADD CONSTRAINT fk_employment_spells_department_id FOREIGN KEY (department_id) REFERENCES public.org_nodes(id);
ALTER TABLE ONLY public.employment_spells
    ADD CONSTRAINT fk_employment_spells_employee_id FOREIGN KEY (employee_id) REFERENCES public.employees(id);
ALTER TABLE ONLY public.exam_windows
    ADD CONSTRAINT fk_exam_windows_exam_id FOREIGN KEY (exam_id) REFERENCES public.exams(id);
ALTER TABLE ONLY public.exams
    ADD CONSTRAINT fk_exams_requirement_id FOREIGN KEY (requirement_id) REFERENCES public.requirements(id);
ALTER TABLE ONLY public.exams
    ADD CONSTRAINT fk_exams_unit_id FOREIGN KEY (unit_id) REFERENCES public.org_nodes(id);
ALTER TABLE ONLY public.exemptions
    ADD CONSTRAINT fk_exemptions_assignment_id FOREIGN KEY (assignment_id) REFERENCES public.assignments(id);
ALTER TABLE ONLY public.fulfilments
    ADD CONSTRAINT fk_fulfilments_assignment_id FOREIGN KEY (assignment_id) REFERENCES public.assignments(id);
ALTER TABLE ONLY public.gradings
    ADD CONSTRAINT fk_gradings_attempt_id FOREIGN KEY (attempt_id) REFERENCES public.attempts(id);
ALTER TABLE ONLY public.import_batches
    ADD CONSTRAINT fk_import_batches_bank_id FOREIGN KEY (bank_id) REFERENCES public.question_banks(id);
ALTER TABLE ONLY public.import_batches
    ADD CONSTRAINT fk_import_batches_file_id FOREIGN KEY (file_id) REFERENCES public.stored_files(id);
ALTER TABLE ONLY public.import_batches
    ADD CONSTRAINT fk_import_batches_task_id FOREIGN KEY (task_id) REFERENCES public.tasks(id);
ALTER TABLE ONLY public.import_batches
    ADD CONSTRAINT fk_import_batches_unit_id FOREIGN KEY (unit_id) REFERENCES public.org_nodes(id);
ALTER TABLE ONLY public.import_mends
    ADD CONSTRAINT fk_import_mends_batch_id FOREIGN KEY (batch_id) REFERENCES public.import_batches(id);
ALTER TABLE ONLY public.indicator_values
    ADD CONSTRAINT fk_indicator_values_indicator_id FOREIGN KEY (indicator_id) REFERENCES public.office_indicators(id);
ALTER TABLE ONLY public.item_marks
    ADD CONSTRAINT fk_item_marks_attempt_id_ended FOREIGN KEY (attempt_id, ended) REFERENCES public.gradings(attempt_id, number);
ALTER TABLE ONLY public.item_marks
    ADD CONSTRAINT fk_item_marks_marker_id FOREIGN KEY (marker_id) REFERENCES public.employees(id);
ALTER TABLE ONLY public.item_results
    ADD CONSTRAINT fk_item_results_attempt_id_grading_number FOREIGN KEY (attempt_id, grading_number) REFERENCES public.gradings(attempt_id, number);
ALTER TABLE ONLY public.item_results
    ADD CONSTRAINT fk_item_results_question_version_id FOREIGN KEY (question_version_id) REFERENCES public.question_versions(id);
ALTER TABLE ONLY public.key_corrections
    ADD CONSTRAINT fk_key_corrections_decided_by FOREIGN KEY (decided_by) REFERENCES public.employees(id);
ALTER TABLE ONLY public.key_corrections
    ADD CONSTRAINT fk_key_corrections_new_version_id FOREIGN KEY (new_version_id) REFERENCES public.question_versions(id);
ALTER TABLE ONLY public.key_corrections
    ADD CONSTRAINT fk_key_corrections_proposed_by FOREIGN KEY (proposed_by) REFERENCES public.employees(id);
ALTER TABLE ONLY public.key_corrections
    ADD CONSTRAINT fk_key_corrections_task_id FOREIGN KEY (task_id) REFERENCES public.tasks(id);
ALTER TABLE ONLY public.key_corrections
    ADD CONSTRAINT fk_key_corrections_unit_id FOREIGN KEY (unit_id) REFERENCES public.org_nodes(id);
ALTER TABLE ONLY public.key_corrections
    ADD CONSTRAINT fk_key_corrections_version_id FOREIGN KEY (version_id) REFERENCES public.question_versions(id);
ALTER TABLE ONLY public.login_sessions
    ADD CONSTRAINT fk_login_sessions_employee_id FOREIGN KEY (employee_id) REFERENCES public.employees(id);
ALTER TABLE ONLY public.monthly_themes
    ADD CONSTRAINT fk_monthly_themes_department_id FOREIGN KEY (department_id) REFERENCES public.org_nodes(id);
ALTER TABLE ONLY public.monthly_themes
    ADD CONSTRAINT fk_monthly_themes_plan_id FOREIGN KEY (plan_id) REFERENCES public.study_plans(id);
ALTER TABLE ONLY public.notices
    ADD CONSTRAINT fk_notices_employee_id FOREIGN KEY (employee_id) REFERENCES public.employees(id);
ALTER TABLE ONLY public.notices
    ADD CONSTRAINT fk_notices_unit_id FOREIGN KEY (unit_id) REFERENCES public.org_nodes(id);
ALTER TABLE ONLY public.objections
    ADD CONSTRAINT fk_objections_answered_by FOREIGN KEY (answered_by) REFERENCES public.employees(id);
ALTER TABLE ONLY public.objections
    ADD CONSTRAINT fk_objections_attempt_id FOREIGN KEY (attempt_id) REFERENCES public.attempts(id);
ALTER TABLE ONLY public.objections
    ADD CONSTRAINT fk_objections_correction_id FOREIGN KEY (correction_id) REFERENCES public.key_corrections(id);
ALTER TABLE ONLY public.objections
    ADD CONSTRAINT fk_objections_employee_id FOREIGN KEY (employee_id) REFERENCES public.employees(id);
ALTER TABLE ONLY public.objections
    ADD CONSTRAINT fk_objections_exam_id FOREIGN KEY (exam_id) REFERENCES public.exams(id);
ALTER TABLE ONLY public.objections
    ADD CONSTRAINT fk_objections_version_id FOREIGN KEY (version_id) REFERENCES public.question_versions(id);
ALTER TABLE ONLY public.office_indicators
    ADD CONSTRAINT fk_office_indicators_unit_id FOREIGN KEY (unit_id) REFERENCES public.org_nodes(id);
ALTER TABLE ONLY public.org_node_spells
    ADD CONSTRAINT fk_org_node_spells_node_id FOREIGN KEY (node_id) REFERENCES public.org_nodes(id);
ALTER TABLE ONLY public.org_node_spells
    ADD CONSTRAINT fk_org_node_spells_parent_id FOREIGN KEY (parent_id) REFERENCES public.org_nodes(id);
ALTER TABLE ONLY public.org_nodes
    ADD CONSTRAINT fk_org_nodes_unit_id FOREIGN KEY (unit_id) REFERENCES public.org_nodes(id);
ALTER TABLE ONLY public.overrides
    ADD CONSTRAINT fk_overrides_assignment_id FOREIGN KEY (assignment_id) REFERENCES public.assignments(id);
ALTER TABLE ONLY public.question_banks
    ADD CONSTRAINT fk_question_banks_unit_id FOREIGN KEY (unit_id) REFERENCES public.org_nodes(id);
ALTER TABLE ONLY public.question_versions
    ADD CONSTRAINT fk_question_versions_question_id FOREIGN KEY (question_id) REFERENCES public.questions(id);
ALTER TABLE ONLY public.questions
    ADD CONSTRAINT fk_questions_bank_id FOREIGN KEY (bank_id) REFERENCES public.question_banks(id);
ALTER TABLE ONLY public.questions
    ADD CONSTRAINT fk_questions_import_batch_id FOREIGN KEY (import_batch_id) REFERENCES public.import_batches(id);
ALTER TABLE ONLY public.questions
    ADD CONSTRAINT fk_questions_unit_id FOREIGN KEY (unit_id) REFERENCES public.org_nodes(id);
ALTER TABLE ONLY public.requirements
    ADD CONSTRAINT fk_requirements_unit_id FOREIGN KEY (unit_id) REFERENCES public.org_nodes(id);
ALTER TABLE ONLY public.responses
    ADD CONSTRAINT fk_responses_attempt_id FOREIGN KEY (attempt_id) REFERENCES public.attempts(id);
ALTER TABLE ONLY public.role_grants
    ADD CONSTRAINT fk_role_grants_employee_id FOREIGN KEY (employee_id) REFERENCES public.employees(id);
ALTER TABLE ONLY public.role_grants
    ADD CONSTRAINT fk_role_grants_node_id FOREIGN KEY (node_id) REFERENCES public.org_nodes(id);
ALTER TABLE ONLY public.roll_events
    ADD CONSTRAINT fk_roll_events_session_id FOREIGN KEY (session_id) REFERENCES public.study_sessions(id);
ALTER TABLE ONLY public.roster_imports
    ADD CONSTRAINT fk_roster_imports_unit_id FOREIGN KEY (unit_id) REFERENCES public.org_nodes(id);
ALTER TABLE ONLY public.session_kinds
    ADD CONSTRAINT fk_session_kinds_session_id FOREIGN KEY (session_id) REFERENCES public.study_sessions(id);
ALTER TABLE ONLY public.study_plans
    ADD CONSTRAINT fk_study_plans_unit_id FOREIGN KEY (unit_id) REFERENCES public.org_nodes(id);
ALTER TABLE ONLY public.study_sessions
    ADD CONSTRAINT fk_study_sessions_department_id FOREIGN KEY (department_id) REFERENCES public.org_nodes(id);
ALTER TABLE ONLY public.study_sessions
    ADD CONSTRAINT fk_study_sessions_monthly_theme_id FOREIGN KEY (monthly_theme_id) REFERENCES public.monthly_themes(id);
ALTER TABLE ONLY public.study_sessions
    ADD CONSTRAINT fk_study_sessions_unit_id FOREIGN KEY (unit_id) REFERENCES public.org_nodes(id);
