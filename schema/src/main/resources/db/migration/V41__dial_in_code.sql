-- One-time codes: what the screen shows and a telephone keys in instead of number and PIN. One a volunteer, gone when
-- it is used. Unique in the campaign, since the code alone says whose it is; the hash keeps it from being read in
-- passing, not from whoever can try all six digits.

create table dial_in_code (
    campaign_id bigint not null,
    user_id     bigint not null,
    code_hash   text not null check (code_hash ~ '^[0-9a-f]{64}$'),
    expires_at  timestamptz not null,
    primary key (campaign_id, user_id),
    unique (campaign_id, code_hash),
    foreign key (campaign_id, user_id) references app_user (campaign_id, id)
);
call wall_off('dial_in_code');
grant select, insert, update, delete on dial_in_code to ${app};
