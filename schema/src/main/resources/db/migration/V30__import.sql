-- Voter files that were imported, and what of them was not taken.

create table voter_import (
    campaign_id    bigint not null references campaign,
    id             bigint generated always as identity,
    -- in which its voters are to be reached
    project_id     bigint,
    file_name      text not null,
    state          text not null check (state in ('RUNNING', 'DONE', 'STOPPED')),
    taken_rows     bigint not null default 0,
    new_voters     bigint not null default 0,
    changed_voters bigint not null default 0,
    new_phones     bigint not null default 0,
    rejected_rows  bigint not null default 0,
    rejections     bigint not null default 0,
    message        text not null default '',
    imported_by    bigint,
    started_at     timestamptz not null,
    finished_at    timestamptz,
    primary key (campaign_id, id),
    foreign key (campaign_id, project_id) references project (campaign_id, id),
    foreign key (campaign_id, imported_by) references app_user (campaign_id, id),
    check ((state = 'RUNNING') = (finished_at is null))
);
call wall_off('voter_import');
grant select, insert, update on voter_import to ${app};

create table import_rejection (
    campaign_id bigint not null,
    import_id   bigint not null,
    id          bigint generated always as identity,
    line        bigint not null,
    -- the column it is about; '' for the whole row
    about       text not null,
    -- whether the whole row was left out, or one number of it
    whole_row   boolean not null,
    reason      text not null,
    primary key (campaign_id, import_id, id),
    foreign key (campaign_id, import_id) references voter_import (campaign_id, id)
);
call wall_off('import_rejection');
grant select, insert on import_rejection to ${app};

-- Which import brought a voter last and from which line: so the second row of one person in one file is noticed
-- without keeping the file in memory.
alter table voter add column import_id bigint, add column import_line bigint,
    add foreign key (campaign_id, import_id) references voter_import (campaign_id, id),
    add check ((import_id is null) = (import_line is null));
