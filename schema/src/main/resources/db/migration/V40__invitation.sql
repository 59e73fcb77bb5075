-- Invitations: a link that makes an account for whoever holds it, once. Only the hash of its secret stands here.

create table invitation (
    campaign_id  bigint not null references campaign,
    id           bigint generated always as identity,
    -- whom it is meant for; their login unless they choose another
    email        text not null check (email <> '' and email = btrim(email)),
    name         text not null default '',
    secret_hash  text not null unique check (secret_hash ~ '^[0-9a-f]{64}$'),
    created_at   timestamptz not null,
    created_by   bigint not null,
    expires_at   timestamptz not null,
    accepted_at  timestamptz,
    -- the account that it made
    accepted_by  bigint,
    withdrawn_at timestamptz,
    primary key (campaign_id, id),
    foreign key (campaign_id, created_by) references app_user (campaign_id, id),
    foreign key (campaign_id, accepted_by) references app_user (campaign_id, id),
    check (expires_at > created_at),
    check ((accepted_at is null) = (accepted_by is null)),
    check (accepted_at is null or withdrawn_at is null)
);
create index invitation_latest on invitation (campaign_id, created_at);
call wall_off('invitation');
grant select, insert, update (accepted_at, accepted_by, withdrawn_at) on invitation to ${app};

-- The groups that whoever accepts will be in.
create table invitation_group (
    campaign_id   bigint not null,
    invitation_id bigint not null,
    group_id      bigint not null,
    primary key (campaign_id, invitation_id, group_id),
    foreign key (campaign_id, invitation_id) references invitation (campaign_id, id),
    foreign key (campaign_id, group_id) references user_group (campaign_id, id) on delete cascade
);
create index invitation_group_group on invitation_group (campaign_id, group_id);
call wall_off('invitation_group');
grant select, insert on invitation_group to ${app};

-- A door in the wall: whoever holds the link has no campaign yet.
create policy the_owner_looks_up on invitation for select to current_user using (true);

create function invitation_behind(hash text) returns table (campaign_id bigint, id bigint, campaign_name text)
    language sql stable security definer
    set search_path = pg_catalog, pg_temp
begin atomic
    select i.campaign_id, i.id, c.name
    from public.invitation i
    join public.campaign c on c.id = i.campaign_id
    where i.secret_hash = hash;
end;

revoke execute on function invitation_behind(text) from public;
grant execute on function invitation_behind(text) to ${app};
