namespace CollabWiki.Core.Requests;

/// <summary>Keeps the keys with which clients mark requests that they may have to repeat, each for a day.</summary>
public interface IRequestKeyStore
{
    /// <summary>Keeps <paramref name="request"/> unless its key is kept already, and gives what is kept then: this request, or the one that was first.</summary>
    Task<KeptRequest> ClaimAsync(KeptRequest request, CancellationToken ct);

    /// <summary>Keeps the answer to a request that was claimed, and gives the one that is kept then: this one, or that of whoever was first.</summary>
    Task<string> AnswerAsync(KeptRequest request, string answer, CancellationToken ct);
}
