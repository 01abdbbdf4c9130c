-- Personal access tokens: a hash of the secret, never the secret.
create table access_token (
    id         blob primary key,
    user       blob not null,
    name       text not null,
    scope      integer not null,
    hash       text not null,
    created_at integer not null,
    expires_at integer,
    used_at    integer,
    revoked_at integer
) without rowid;
create index access_token_user on access_token (user, created_at);

-- Keys of requests that may be repeated, and what was answered; deleted when they are a day old.
create table request_key (
    user        blob not null,
    key         text not null,
    fingerprint text not null,
    page        blob not null,
    at          integer not null,
    answer      text,
    primary key (user, key)
) without rowid;
create index request_key_at on request_key (at);
