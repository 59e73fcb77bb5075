-- Calling efforts and what is played for them.

-- Sound as a telephone plays it: G.711 µ-law, 8,000 octets a second. Never changed: a new recording is a new row.
create table recording (
    campaign_id bigint not null references campaign,
    id          bigint generated always as identity,
    name        text not null check (name <> ''),
    sound       bytea not null check (length(sound) > 0),
    created_at  timestamptz not null default now(),
    primary key (campaign_id, id)
);
call wall_off('recording');
grant select, insert, delete on recording to ${app};

create table project (
    campaign_id  bigint not null references campaign,
    id           bigint generated always as identity,
    name         text not null check (name <> ''),
    status       text not null check (status in ('ACTIVE', 'PAUSED', 'ARCHIVED')),
    -- hours, limits, script, survey, access: read and written whole, by ProjectJson
    settings     jsonb not null check (jsonb_typeof(settings) = 'object'),
    -- beside the settings, so that a message in use cannot be deleted (R12)
    voicemail_id bigint,
    -- counts edits; an edit that names another version is refused
    version      bigint not null default 1 check (version > 0),
    created_at   timestamptz not null default now(),
    primary key (campaign_id, id),
    unique (campaign_id, name),
    foreign key (campaign_id, voicemail_id) references recording (campaign_id, id)
);
create index project_voicemail on project (campaign_id, voicemail_id) where voicemail_id is not null;
call wall_off('project');
grant select, insert, update on project to ${app};
