-- The audit trail: a chain of entries. "hash" is over the hash before, the number and the body; the body is JSON, and what is searched by comes from it,
-- so that no column can say otherwise than the entry does.
create table audit_entry (
    number integer primary key,
    body   text not null,
    hash   text not null,
    at     text generated always as (case when json_valid(body) then body ->> '$.at' end) virtual,
    kind   text generated always as (case when json_valid(body) then body ->> '$.kind' end) virtual,
    by     text generated always as (case when json_valid(body) then body ->> '$.by' end) virtual,
    target text generated always as (case when json_valid(body) then body ->> '$.target' end) virtual,
    event  text generated always as (case when json_valid(body) then body ->> '$.event' end) virtual
);
create index audit_entry_at on audit_entry (at);
create index audit_entry_kind on audit_entry (kind);
create index audit_entry_by on audit_entry (by);
create index audit_entry_target on audit_entry (target);
create index audit_entry_event on audit_entry (event);

-- The end of the chain, apart from it: entries that are cut off are missed. One row.
create table audit_head (
    part   integer primary key check (part = 0),
    number integer not null,
    hash   text not null
);

-- What stands for entries that were removed because of their age. One row, or none.
create table audit_seal (
    part      integer primary key check (part = 0),
    number    integer not null,
    hash      text not null,
    at        integer not null,
    sealed_at integer not null
);
