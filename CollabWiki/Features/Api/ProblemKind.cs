namespace CollabWiki.Features.Api;

/// <summary>A kind of failure that programs can tell by its <see cref="Type"/>, which never changes; docs/api.md lists them.</summary>
internal sealed record ProblemKind(string Name, int Status, string Title)
{
    public static readonly ProblemKind BadRequest = new(
        "bad-request",
        400,
        "The request isn’t well formed"
    );
    public static readonly ProblemKind NotUtf8 = new("not-utf8", 400, "The body isn’t UTF-8");
    public static readonly ProblemKind TextRefused = new(
        "text-refused",
        400,
        "No page can hold this text"
    );
    public static readonly ProblemKind IfMatchMalformed = new(
        "if-match-malformed",
        400,
        "If-Match names no version"
    );
    public static readonly ProblemKind TokenMissing = new(
        "token-missing",
        401,
        "A personal access token is needed"
    );
    public static readonly ProblemKind TokenInvalid = new(
        "token-invalid",
        401,
        "This token doesn’t work"
    );
    public static readonly ProblemKind ReadOnlyToken = new(
        "read-only-token",
        403,
        "This token may only read"
    );
    public static readonly ProblemKind Forbidden = new(
        "forbidden",
        403,
        "You may not do this here"
    );
    public static readonly ProblemKind NotFound = new("not-found", 404, "There is no such thing");
    public static readonly ProblemKind Trashed = new("trashed", 404, "The page is in the trash");
    public static readonly ProblemKind Method = new(
        "method-not-allowed",
        405,
        "This can’t be done with this address"
    );
    public static readonly ProblemKind Conflict = new(
        "conflict",
        409,
        "Others changed the same words"
    );
    public static readonly ProblemKind TreeConflict = new(
        "tree-conflict",
        409,
        "The tree doesn’t allow it"
    );
    public static readonly ProblemKind Precondition = new(
        "precondition-failed",
        412,
        "If-Match names a version that isn’t there"
    );
    public static readonly ProblemKind TooLarge = new("too-large", 413, "The body is too long");
    public static readonly ProblemKind MediaType = new(
        "media-type",
        415,
        "This kind of body isn’t understood"
    );
    public static readonly ProblemKind Invalid = new("invalid", 422, "This can’t be taken");
    public static readonly ProblemKind KeyReused = new(
        "idempotency-key-reused",
        422,
        "This key belongs to another request"
    );
    public static readonly ProblemKind IfMatchRequired = new(
        "if-match-required",
        428,
        "If-Match is missing"
    );
    public static readonly ProblemKind RateLimited = new(
        "rate-limited",
        429,
        "Too many requests came"
    );
    public static readonly ProblemKind Internal = new(
        "internal",
        500,
        "Something went wrong on our side"
    );

    public static readonly IReadOnlyList<ProblemKind> All =
    [
        BadRequest,
        NotUtf8,
        TextRefused,
        IfMatchMalformed,
        TokenMissing,
        TokenInvalid,
        ReadOnlyToken,
        Forbidden,
        NotFound,
        Trashed,
        Method,
        Conflict,
        TreeConflict,
        Precondition,
        TooLarge,
        MediaType,
        Invalid,
        KeyReused,
        IfMatchRequired,
        RateLimited,
        Internal,
    ];

    public string Type => "urn:collabwiki:problem:" + Name;
}
