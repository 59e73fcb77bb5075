-- Voicemail messages that are spoken into a telephone: what was asked for, and what became of it. The sound itself is a
-- recording, once it is kept.

create table dictation (
    campaign_id  bigint not null,
    id           bigint generated always as identity,
    -- whose one-time code it is
    speaker_id   bigint not null,
    -- what its recording will be called
    name         text not null check (name <> ''),
    state        text not null check (state in ('AWAITED', 'SPEAKING', 'KEPT', 'DROPPED')),
    created_at   timestamptz not null,
    expires_at   timestamptz not null check (expires_at > created_at),
    begun_at     timestamptz,
    -- null where it was removed since
    recording_id bigint,
    why          text check (why in ('HUNG_UP', 'UNWANTED', 'SILENCE', 'NO_CHOICE', 'FAULT', 'LOST')),
    primary key (campaign_id, id),
    foreign key (campaign_id, speaker_id) references app_user (campaign_id, id),
    foreign key (campaign_id, recording_id) references recording (campaign_id, id) on delete set null (recording_id),
    check ((state = 'DROPPED') = (why is not null)),
    check (state = 'KEPT' or recording_id is null),
    check ((state = 'AWAITED') = (begun_at is null))
);
create index dictation_recording on dictation (campaign_id, recording_id) where recording_id is not null;
create index dictation_speaker on dictation (campaign_id, speaker_id);
call wall_off('dictation');
grant select, insert, update (state, begun_at, recording_id, why), delete on dictation to ${app};

-- A one-time code is for coming in, or for speaking a message. It is one code a person all the same.
alter table dial_in_code add dictation_id bigint,
    add foreign key (campaign_id, dictation_id) references dictation (campaign_id, id) on delete cascade;
create index dial_in_code_dictation on dial_in_code (campaign_id, dictation_id) where dictation_id is not null;
