namespace CollabWiki.Core.Accounts;

/// <summary>Is told of each change of an account on this node: what remembers accounts forgets them.</summary>
public interface IAccountWatcher
{
    void Forget(UserId id);
}
