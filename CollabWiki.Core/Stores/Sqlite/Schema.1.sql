-- Times are UTC ticks, ids the 16 bytes of a GUID, lists JSON.

create table space (
    key         text primary key,
    name        text not null,
    description text not null,
    grants      text not null,
    created_at  integer not null,
    revision    integer not null
) without rowid;

-- A tree is its head row here and its pages; both change in one transaction, on condition of the revision.
create table tree (
    space    text primary key,
    revision integer not null
) without rowid;

create table page (
    id           blob primary key,
    space        text not null,
    title        text not null,
    slug         text not null,
    former_slugs text not null,
    parent       blob,
    place        integer not null,
    path         text not null,
    created_at   integer not null,
    created_by   blob not null,
    trashed_at   integer,
    trashed_by   blob
) without rowid;
create index page_space on page (space);

create table version (
    page     blob not null,
    number   integer not null,
    write_id blob not null,
    at       integer not null,
    authors  text not null,
    kind     integer not null,
    comment  text not null,
    origin   integer not null,
    length   integer not null,
    added    integer not null,
    removed  integer not null,
    primary key (page, number)
) without rowid;

-- With a rowid: large texts don't belong into a b-tree of keys.
create table version_text (
    page   blob not null,
    number integer not null,
    text   blob not null,
    primary key (page, number)
);

create table account (
    id              blob primary key,
    name            text not null,
    name_key        text not null unique,
    display_name    text not null,
    email           text not null,
    password_hash   text not null,
    security_stamp  text not null,
    administrator   integer not null,
    disabled        integer not null,
    failed_sign_ins integer not null,
    locked_until    integer,
    created_at      integer not null,
    revision        integer not null
) without rowid;

create table file (
    space        text not null,
    path         text not null,
    content_type text not null,
    size         integer not null,
    hash         text not null,
    at           integer not null,
    by           blob not null,
    content      blob not null,
    primary key (space, path)
);

-- One row an append: its updates have the revisions from "revision" on. The primary key lets one writer win a revision.
create table draft_append (
    draft    blob not null,
    revision integer not null,
    id       blob not null,
    count    integer not null,
    updates  blob not null,
    primary key (draft, revision)
);

create table draft_snapshot (
    draft    blob primary key,
    revision integer not null,
    state    blob not null
);
