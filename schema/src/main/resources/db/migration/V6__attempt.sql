-- Volunteers' sessions, attempts, and what was said of them.

-- Servers that run, or ran, on this database. Not a tenant's: a server serves them all.
create table server (
    id           uuid primary key,
    started_at   timestamptz not null,
    heartbeat_at timestamptz not null,
    -- it died, and all that it left behind is settled (R23)
    buried_at    timestamptz
);
create index server_unburied on server (heartbeat_at) where buried_at is null;
grant select, insert, update, delete on server to ${app};

create table session (
    campaign_id       bigint not null references campaign,
    id                uuid not null,
    user_id           bigint not null,
    server_id         uuid not null,
    mode              text not null check (mode in ('PHONE', 'BROWSER', 'HAND')),
    state             text not null check (state in
        ('CONNECTING', 'READY', 'PREVIEWING', 'DIALING', 'RINGING', 'TALKING', 'WRAP_UP', 'PAUSED', 'RECONNECTING', 'GONE')),
    project_id        bigint,
    leg_id            uuid,
    started_at        timestamptz not null,
    heartbeat_at      timestamptz not null,
    connected_seconds bigint not null default 0 check (connected_seconds >= 0),
    ended_at          timestamptz,
    primary key (campaign_id, id),
    foreign key (campaign_id, user_id) references app_user (campaign_id, id),
    foreign key (campaign_id, project_id) references project (campaign_id, id),
    check ((state = 'GONE') = (ended_at is not null))
);
create unique index session_one_open_of_a_user on session (campaign_id, user_id) where ended_at is null;
create index session_open_on_a_server on session (campaign_id, server_id) where ended_at is null;
call wall_off('session');
grant select, insert, update on session to ${app};

-- One try at a number, committed before anything is dialed (R22).
create table attempt (
    campaign_id  bigint not null references campaign,
    id           uuid not null,
    project_id   bigint not null,
    entry_id     bigint not null,
    phone_id     bigint not null,
    session_id   uuid not null,
    user_id      bigint not null,
    server_id    uuid not null,
    -- both empty for hand dialing (R26)
    leg_id       uuid,
    trunk        text,
    planned_at   timestamptz not null,
    accepted_at  timestamptz,
    ringing_at   timestamptz,
    answered_at  timestamptz,
    voicemail_at timestamptz,
    ended_at     timestamptz,
    -- how the voter leg ended
    outcome      text check (outcome in
        ('ANSWERED', 'BUSY', 'NO_ANSWER', 'DECLINED', 'UNREACHABLE', 'NOT_CONNECTED', 'CANCELLED', 'UNKNOWN')),
    blame        text check (blame in ('NOBODY', 'US', 'CARRIER', 'CALLED_PARTY', 'VOLUNTEER', 'UNATTRIBUTABLE')),
    ended_by     text check (ended_by in ('US', 'FAR_END', 'NETWORK')),
    placed       text check (placed in ('YES', 'SURELY_NOT', 'UNKNOWN')),
    rang         boolean,
    code         text,
    -- which rules were checked with which data, when presented and when dialed (R8)
    presented    jsonb not null,
    dialed       jsonb not null,
    -- when its first disposition was written; open until then
    disposed_at  timestamptz,
    primary key (campaign_id, id),
    unique (campaign_id, leg_id),
    foreign key (campaign_id, project_id) references project (campaign_id, id),
    foreign key (campaign_id, entry_id) references queue_entry (campaign_id, id),
    foreign key (campaign_id, phone_id) references phone (campaign_id, id),
    foreign key (campaign_id, session_id) references session (campaign_id, id),
    foreign key (campaign_id, user_id) references app_user (campaign_id, id),
    check (num_nulls(outcome, blame, ended_by, placed, rang, code) in (0, 6)),
    check (outcome is null or ended_at is not null)
);
-- At most one open attempt at a number, whatever goes wrong elsewhere (R4).
create unique index attempt_one_open_at_a_phone on attempt (campaign_id, phone_id) where disposed_at is null;
create index attempt_open_on_a_server on attempt (campaign_id, server_id) where disposed_at is null;
create index attempt_phone on attempt (campaign_id, phone_id, planned_at);
create index attempt_project on attempt (campaign_id, project_id, planned_at);
create index attempt_session on attempt (campaign_id, session_id, planned_at);
create index attempt_user on attempt (campaign_id, user_id, planned_at);
call wall_off('attempt');
grant select, insert, update on attempt to ${app};

-- What is needed to end a leg after a crash (R23).
create table leg_dialog (
    campaign_id bigint not null references campaign,
    leg_id      uuid not null,
    server_id   uuid not null,
    dialog      text not null,
    primary key (campaign_id, leg_id)
);
create index leg_dialog_server on leg_dialog (campaign_id, server_id);
call wall_off('leg_dialog');
grant select, insert, update, delete on leg_dialog to ${app};

-- What was said of an attempt. A correction is a new row that supersedes the one before (R21); rows form one chain.
create table disposition (
    campaign_id    bigint not null,
    id             bigint generated always as identity,
    attempt_id     uuid not null,
    -- chosen by the client: the same key again changes nothing
    key            text not null check (key <> ''),
    -- the standard action's name or the project's own code
    code           text not null check (code <> ''),
    action         text not null check (action in
        ('SUCCESSFUL', 'VOICEMAIL', 'REFUSED', 'BUSY', 'NO_ANSWER', 'FAILED', 'WRONG_NUMBER', 'DO_NOT_CALL',
         'CALL_BACK', 'UNRESOLVED', 'NOT_PLACED')),
    call_back_at   timestamptz,
    -- null for the server
    by_user        bigint,
    at             timestamptz not null,
    -- the project's delay as of then (R14)
    retry_delay_ms bigint not null check (retry_delay_ms >= 0),
    supersedes     bigint,
    primary key (campaign_id, id),
    unique (campaign_id, attempt_id, key),
    unique (campaign_id, attempt_id, id),
    unique (campaign_id, supersedes),
    foreign key (campaign_id, attempt_id) references attempt (campaign_id, id),
    foreign key (campaign_id, by_user) references app_user (campaign_id, id),
    foreign key (campaign_id, attempt_id, supersedes) references disposition (campaign_id, attempt_id, id),
    check ((action = 'CALL_BACK') = (call_back_at is not null)),
    check (supersedes < id)
);
create unique index disposition_one_first on disposition (campaign_id, attempt_id) where supersedes is null;
call wall_off('disposition');
call append_only('disposition');
grant select, insert on disposition to ${app};

create table disposition_voter (
    campaign_id    bigint not null,
    disposition_id bigint not null,
    voter_id       bigint not null,
    reached        boolean not null,
    wrong_number   boolean not null,
    primary key (campaign_id, disposition_id, voter_id),
    foreign key (campaign_id, disposition_id) references disposition (campaign_id, id),
    foreign key (campaign_id, voter_id) references voter (campaign_id, id),
    check (reached or wrong_number)
);
create index disposition_voter_voter on disposition_voter (campaign_id, voter_id);
call wall_off('disposition_voter');
call append_only('disposition_voter');
grant select, insert on disposition_voter to ${app};

create table survey_answer (
    campaign_id    bigint not null,
    disposition_id bigint not null,
    voter_id       bigint not null,
    question       text not null check (question <> ''),
    -- keys of the choices taken, or the text given
    "values"       text[] not null,
    primary key (campaign_id, disposition_id, voter_id, question),
    foreign key (campaign_id, disposition_id) references disposition (campaign_id, id),
    foreign key (campaign_id, voter_id) references voter (campaign_id, id)
);
create index survey_answer_voter on survey_answer (campaign_id, voter_id);
call wall_off('survey_answer');
call append_only('survey_answer');
grant select, insert on survey_answer to ${app};

create table note (
    campaign_id    bigint not null,
    disposition_id bigint not null,
    voter_id       bigint not null,
    text           text not null check (text <> ''),
    primary key (campaign_id, disposition_id, voter_id),
    foreign key (campaign_id, disposition_id) references disposition (campaign_id, id),
    foreign key (campaign_id, voter_id) references voter (campaign_id, id)
);
create index note_voter on note (campaign_id, voter_id);
call wall_off('note');
call append_only('note');
grant select, insert on note to ${app};

-- A manager reopened a number: what came before no longer counts, but stays on record (R27).
create table reopening (
    campaign_id bigint not null,
    id          bigint generated always as identity,
    phone_id    bigint not null,
    at          timestamptz not null,
    by_user     bigint not null,
    primary key (campaign_id, id),
    foreign key (campaign_id, phone_id) references phone (campaign_id, id),
    foreign key (campaign_id, by_user) references app_user (campaign_id, id)
);
create index reopening_phone on reopening (campaign_id, phone_id, at);
call wall_off('reopening');
call append_only('reopening');
grant select, insert on reopening to ${app};

-- Numbers that must not be called, whether or not the campaign has them on its list of voters (R17), so that an
-- import cannot bring one back. Once for each way in which a number came here: what a disposition put here goes when
-- the disposition is corrected, while a manager's entry stays. Only the person's own request takes a number off
-- altogether; what was taken off stays on record.
create table do_not_call (
    campaign_id   bigint not null references campaign,
    id            bigint generated always as identity,
    number        text not null check (number ~ '^\+[1-9][0-9]{6,14}$'),
    source        text not null check (source in ('DISPOSITION', 'MANAGER', 'IMPORT')),
    listed_at     timestamptz not null,
    listed_by     bigint,
    taken_off_at  timestamptz,
    taken_off_by  bigint,
    taken_off_why text check (taken_off_why in ('REQUEST', 'CORRECTION')),
    primary key (campaign_id, id),
    foreign key (campaign_id, listed_by) references app_user (campaign_id, id),
    foreign key (campaign_id, taken_off_by) references app_user (campaign_id, id),
    check ((taken_off_at is null) = (taken_off_why is null)),
    check (taken_off_why is distinct from 'CORRECTION' or source = 'DISPOSITION')
);
create unique index do_not_call_listed on do_not_call (campaign_id, number, source) where taken_off_at is null;
call wall_off('do_not_call');
grant select, insert, update (taken_off_at, taken_off_by, taken_off_why) on do_not_call to ${app};
