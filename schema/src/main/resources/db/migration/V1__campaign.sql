-- A campaign is the tenant: everything else belongs to exactly one.
create table campaign (
    id   bigint generated always as identity primary key,
    name text not null unique check (name <> '')
);
