namespace CollabWiki.Core.Access;

/// <summary>What a person is in a space; each role includes those before it.</summary>
public enum Role
{
    None,
    Reader,
    Editor,
    Administrator,
}
