using CollabWiki.Core.Spaces;

namespace CollabWiki.Core.Access;

/// <summary>Who may do what: all the rules there are. Asked at each entry and again at each event, since a circuit or a connection outlives a permission.</summary>
public static class AccessRules
{
    /// <summary>Reading takes a reader, editing an editor, administering an administrator of the space.</summary>
    public static bool May(Viewer viewer, Verb verb, Space space) =>
        RoleOf(viewer, space)
        >= verb switch
        {
            Verb.Read => Role.Reader,
            Verb.Edit => Role.Editor,
            _ => Role.Administrator,
        };

    /// <summary>Accounts, settings and new spaces are for the wiki's administrators.</summary>
    public static bool MayAdministerWiki(Viewer viewer) => viewer.IsAdministrator;

    /// <summary>The highest role that any grant gives; the wiki's administrators are administrators everywhere.</summary>
    public static Role RoleOf(Viewer viewer, Space space)
    {
        if (viewer.IsAdministrator)
        {
            return Role.Administrator;
        }
        var role = Role.None;
        foreach (var grant in space.Grants)
        {
            var applies = grant.Audience switch
            {
                Audience.Anyone => true,
                Audience.Members => viewer.IsSignedIn,
                _ => viewer.User == grant.User,
            };
            // Whoever isn't signed in can't be held to account for an edit: a wider grant to anyone counts as reading.
            var given =
                grant.Audience == Audience.Anyone && grant.Role > Role.Reader
                    ? Role.Reader
                    : grant.Role;
            if (applies && given > role)
            {
                role = given;
            }
        }
        return role;
    }
}
