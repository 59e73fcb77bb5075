-- What a volunteer reports and a manager has to hear of: abuse in a call. Written with the disposition of the call.

create table incident (
    campaign_id bigint not null,
    id          bigint generated always as identity,
    kind        text not null check (kind in ('ABUSE')),
    attempt_id  uuid not null,
    reported_by bigint not null,
    at          timestamptz not null,
    -- in the volunteer's words
    text        text not null default '',
    seen_at     timestamptz,
    seen_by     bigint,
    primary key (campaign_id, id),
    unique (campaign_id, attempt_id, kind),
    foreign key (campaign_id, attempt_id) references attempt (campaign_id, id),
    foreign key (campaign_id, reported_by) references app_user (campaign_id, id),
    foreign key (campaign_id, seen_by) references app_user (campaign_id, id),
    check ((seen_at is null) = (seen_by is null))
);
create index incident_unseen on incident (campaign_id, id) where seen_at is null;
call wall_off('incident');
grant select, insert, update (seen_at, seen_by) on incident to ${app};
