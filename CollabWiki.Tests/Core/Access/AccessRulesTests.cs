using CollabWiki.Core.Access;
using CollabWiki.Core.Spaces;
using CollabWiki.Tests.Support;
using CsCheck;

namespace CollabWiki.Tests.Core.Access;

[Trait("layer", "unit")]
public sealed class AccessRulesTests
{
    private static readonly Viewer Anna = new(Some.Anna, "Anna", IsAdministrator: false);
    private static readonly Viewer Root = new(Some.Ben, "Root", IsAdministrator: true);

    private static readonly Gen<Grant> AnyGrant = Gen.Select(
        Gen.Enum<Audience>(),
        Gen.Enum<Role>(),
        Gen.OneOf(Some.Anna, Some.Ben),
        (audience, role, user) =>
            new Grant(audience, role, audience == Audience.User ? user : default)
    );

    // Who asks, whom the grant is for, what it gives; then what may be done: r(ead), e(dit), a(dminister).
    [Theory]
    [InlineData("anonymous", "anyone", Role.None, "")]
    [InlineData("anonymous", "anyone", Role.Reader, "r")]
    [InlineData("anonymous", "anyone", Role.Editor, "r")]
    [InlineData("anonymous", "anyone", Role.Administrator, "r")]
    [InlineData("anonymous", "members", Role.None, "")]
    [InlineData("anonymous", "members", Role.Reader, "")]
    [InlineData("anonymous", "members", Role.Editor, "")]
    [InlineData("anonymous", "members", Role.Administrator, "")]
    [InlineData("anonymous", "anna", Role.None, "")]
    [InlineData("anonymous", "anna", Role.Reader, "")]
    [InlineData("anonymous", "anna", Role.Editor, "")]
    [InlineData("anonymous", "anna", Role.Administrator, "")]
    [InlineData("anonymous", "ben", Role.Administrator, "")]
    [InlineData("anna", "anyone", Role.None, "")]
    [InlineData("anna", "anyone", Role.Reader, "r")]
    [InlineData("anna", "anyone", Role.Editor, "r")]
    [InlineData("anna", "anyone", Role.Administrator, "r")]
    [InlineData("anna", "members", Role.None, "")]
    [InlineData("anna", "members", Role.Reader, "r")]
    [InlineData("anna", "members", Role.Editor, "re")]
    [InlineData("anna", "members", Role.Administrator, "rea")]
    [InlineData("anna", "anna", Role.None, "")]
    [InlineData("anna", "anna", Role.Reader, "r")]
    [InlineData("anna", "anna", Role.Editor, "re")]
    [InlineData("anna", "anna", Role.Administrator, "rea")]
    [InlineData("anna", "ben", Role.Reader, "")]
    [InlineData("anna", "ben", Role.Editor, "")]
    [InlineData("anna", "ben", Role.Administrator, "")]
    [InlineData("root", "anyone", Role.None, "rea")]
    [InlineData("root", "members", Role.Reader, "rea")]
    [InlineData("root", "anna", Role.Administrator, "rea")]
    public void One_grant_gives_what_the_table_says(
        string who,
        string whom,
        Role role,
        string allowed
    )
    {
        var viewer = who switch
        {
            "anna" => Anna,
            "root" => Root,
            _ => Viewer.Anonymous,
        };
        var grant = whom switch
        {
            "anyone" => new Grant(Audience.Anyone, role),
            "members" => new Grant(Audience.Members, role),
            "anna" => new Grant(Audience.User, role, Some.Anna),
            _ => new Grant(Audience.User, role, Some.Ben),
        };

        Assert.Equal(allowed, Allowed(viewer, grant));
    }

    [Theory]
    [InlineData("anonymous", "")]
    [InlineData("anna", "")]
    [InlineData("root", "rea")]
    public void Without_grants_a_space_is_closed_to_all_but_the_wikis_administrators(
        string who,
        string allowed
    ) =>
        Assert.Equal(
            allowed,
            Allowed(
                who switch
                {
                    "anna" => Anna,
                    "root" => Root,
                    _ => Viewer.Anonymous,
                }
            )
        );

    [Fact]
    public void A_further_grant_never_takes_a_right_away() =>
        Gen.Select(AnyGrant.Array[0, 6], AnyGrant, Gen.OneOf(Anna, Root, Viewer.Anonymous))
            .Sample(
                (grants, more, viewer) =>
                    Allowed(viewer, grants)
                        .All(verb =>
                            Allowed(viewer, [.. grants, more])
                                .Contains(verb, StringComparison.Ordinal)
                        ),
                iter: 3000
            );

    [Fact]
    public void Whoever_is_not_signed_in_never_does_more_than_read() =>
        AnyGrant
            .Array[0, 6]
            .Sample(grants => Allowed(Viewer.Anonymous, grants) is "" or "r", iter: 3000);

    [Fact]
    public void Only_administrators_of_the_wiki_administer_it()
    {
        Assert.True(AccessRules.MayAdministerWiki(Root));
        Assert.False(AccessRules.MayAdministerWiki(Anna));
        Assert.False(AccessRules.MayAdministerWiki(Viewer.Anonymous));
    }

    private static string Allowed(Viewer viewer, params Grant[] grants)
    {
        var space = new Space
        {
            Key = Some.Team,
            Name = "Team",
            Grants = [.. grants],
        };
        return string.Concat(
            Enum.GetValues<Verb>()
                .Where(verb => AccessRules.May(viewer, verb, space))
                .Select(verb =>
                    verb switch
                    {
                        Verb.Read => "r",
                        Verb.Edit => "e",
                        _ => "a",
                    }
                )
        );
    }
}
