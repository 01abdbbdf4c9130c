-- What app nodes tell each other. One server runs on this database, but commands are processes of their own.

-- Who runs now, until "until".
create table node (
    id         blob primary key,
    name       text not null,
    started_at integer not null,
    wire       text not null,
    until      integer not null
) without rowid;

-- Posts are deleted when they are a minute old.
create table node_message (
    id      blob primary key,
    at      integer not null,
    sender  blob not null,
    topic   text not null,
    subject text not null,
    body    text not null
) without rowid;
create index node_message_at on node_message (at);

-- Work that one node does, until "until".
create table claim (
    work  text primary key,
    node  blob not null,
    until integer not null
) without rowid;

-- Keys that protect cookies and forms.
create table protection_key (
    name text primary key,
    xml  text not null
) without rowid;

-- Who has a draft open, by node, until "until"; members are JSON.
create table presence (
    page    blob not null,
    node    blob not null,
    members text not null,
    until   integer not null,
    primary key (page, node)
) without rowid;

-- What was set for the whole wiki, such as that it only can be read.
create table setting (
    name  text primary key,
    value text not null
) without rowid;
