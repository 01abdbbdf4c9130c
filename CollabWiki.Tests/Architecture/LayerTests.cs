using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using CollabWiki.Core.Pages;
using Microsoft.AspNetCore.Components;

namespace CollabWiki.Tests.Architecture;

/// <summary>Who may use whom. A new use of a part is a decision: write it into the table, or do without.</summary>
[Trait("layer", "unit")]
public sealed partial class LayerTests
{
    private const string Core = "CollabWiki.Core.";

    // Accounts and Spaces lend the ids that nearly everything is about: UserId and SpaceKey.
    private static readonly Dictionary<string, string[]> Uses = new(StringComparer.Ordinal)
    {
        ["Editing"] = [],
        ["Merging"] = ["Editing"],
        ["Accounts"] = ["Settings"],
        ["Spaces"] = ["Access", "Accounts", "Settings"],
        ["Access"] = ["Accounts", "Pages", "Spaces"],
        ["Pages"] = ["Accounts", "Editing", "Merging", "Settings", "Spaces"],
        ["Files"] = ["Accounts", "Spaces"],
        ["Nodes"] = [],
        ["Settings"] = [],
        ["Live"] = ["Accounts", "Editing", "Merging", "Nodes", "Pages", "Settings"],
        ["Moving"] =
        [
            "Accounts",
            "Activity",
            "Files",
            "Live",
            "Nodes",
            "Pages",
            "Settings",
            "Spaces",
            "Tokens",
        ],
        ["Tokens"] = ["Accounts"],
        ["Requests"] = ["Accounts", "Pages"],
        ["Presence"] = ["Accounts", "Pages"],
        ["Rendering"] = ["Editing", "Files", "Pages", "Spaces"],
        ["Search"] = ["Pages", "Spaces"],
        ["Activity"] = ["Access", "Accounts", "Pages", "Search", "Settings", "Spaces"],
        ["Transfer"] = ["Access", "Accounts", "Files", "Pages", "Rendering", "Spaces"],
    };

    private static readonly ArchUnitNET.Domain.Architecture Wiki = new ArchLoader()
        .LoadAssemblies(typeof(PageTree).Assembly, typeof(Program).Assembly)
        .Build();

    private static readonly IReadOnlyList<IType> Own =
    [
        .. Wiki.Types.Where(type =>
            type.Assembly.Name.StartsWith("CollabWiki", StringComparison.Ordinal)
        ),
    ];

    [Fact]
    public void Each_part_of_Core_uses_only_what_the_table_says() =>
        None(
            from type in Own
            where PartOf(type) is { } part && part != "Stores"
            from used in UsedBy(type)
            where
                PartOf(used) is { } other
                && other != PartOf(type)
                && !Uses.GetValueOrDefault(PartOf(type)!, []).Contains(other)
            select $"{type.FullName} uses {used.FullName}"
        );

    [Fact]
    public void Each_part_of_Core_stands_in_the_table() =>
        None(
            Own.Select(PartOf)
                .OfType<string>()
                .Distinct()
                .Where(part => part != "Stores" && !Uses.ContainsKey(part))
        );

    [Fact]
    public void Core_does_not_know_the_host_or_the_user_interface() =>
        None(
            from type in Own
            where type.FullName.StartsWith(Core, StringComparison.Ordinal)
            from used in UsedBy(type)
            where HostOrUi().IsMatch(used.FullName)
            select $"{type.FullName} uses {used.FullName}"
        );

    [Fact]
    public void Only_StoreSetup_names_a_store() =>
        None(
            from type in Own
            where PartOf(type) != "Stores" && OutermostName(type) != "CollabWiki.Hosting.StoreSetup"
            from used in UsedBy(type)
            where PartOf(used) == "Stores"
            select $"{type.FullName} uses {used.FullName}"
        );

    [Fact]
    public void No_store_knows_another() =>
        None(
            from type in Own
            from used in UsedBy(type)
            let own = StoreOf(type)
            let other = StoreOf(used)
            where own is not null && other is not null && own != other
            select $"{type.FullName} uses {used.FullName}"
        );

    [Fact]
    public void No_feature_knows_another() =>
        None(
            from type in Own
            from used in UsedBy(type)
            let own = FeatureOf(type)
            let other = FeatureOf(used)
            where own is not null && other is not null && own != other
            select $"{type.FullName} uses {used.FullName}"
        );

    [Fact]
    public void What_features_stand_on_knows_no_feature() =>
        None(
            from type in Own
            where Foundation().IsMatch(type.FullName)
            from used in UsedBy(type)
            where FeatureOf(used) is not null
            select $"{type.FullName} uses {used.FullName}"
        );

    [Fact]
    public void Classes_are_sealed()
    {
        var inherited = Wiki
            .Classes.Select(type => type.BaseClass?.FullName)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        None(
            from type in Own.OfType<Class>()
            where
                type.IsSealed != true
                && type.IsAbstract != true
                && !type.IsCompilerGenerated
                && !type.FullName.Contains('<', StringComparison.Ordinal)
                && type.Namespace.FullName.StartsWith("CollabWiki", StringComparison.Ordinal)
                && !inherited.Contains(type.FullName)
                && !IsComponent(type)
            select type.FullName
        );
    }

    [Fact]
    public void The_rules_look_at_real_code()
    {
        // A loader that finds nothing would let everything through.
        Assert.Contains(Own, type => type.FullName == "CollabWiki.Core.Pages.PageSaver");
        Assert.Contains(Own, type => type.FullName == "CollabWiki.Live.LiveHub");
        var saver = Own.Single(type => type.FullName == "CollabWiki.Core.Pages.PageSaver");
        // Used in the body of an async method only.
        Assert.Contains(
            UsedBy(saver),
            used => used.FullName == "CollabWiki.Core.Merging.ThreeWayMerge"
        );
    }

    private static void None(IEnumerable<string> violations)
    {
        var all = string.Join('\n', violations.Distinct().Order(StringComparer.Ordinal));
        Assert.True(all.Length == 0, all);
    }

    // The loader keeps one type parameter for all that have its name: it says nothing about who uses whom.
    private static IEnumerable<IType> UsedBy(IType type) =>
        type
            .Dependencies.SelectMany(dependency =>
                dependency
                    .TargetGenericArguments.Select(argument => argument.Type)
                    .Prepend(dependency.Target)
            )
            .Where(used => used is not GenericParameter);

    /// <summary>"Pages" of "CollabWiki.Core.Pages.Slug"; null outside Core.</summary>
    private static string? PartOf(IType type) => SegmentAfter(type, Core);

    private static string? StoreOf(IType type) => SegmentAfter(type, Core + "Stores.");

    private static string? FeatureOf(IType type) => SegmentAfter(type, "CollabWiki.Features.");

    // Of the namespace: a type that stands right in "CollabWiki.Features" belongs to no feature.
    private static string? SegmentAfter(IType type, string prefix) =>
        (type.Namespace?.FullName + ".") is var name
        && name.StartsWith(prefix, StringComparison.Ordinal)
        && name[prefix.Length..].Split('.')[0] is { Length: > 0 } segment
            ? segment
            : null;

    private static string OutermostName(IType type) => type.FullName.Split('+', '/')[0];

    // The Razor compiler doesn't seal.
    private static bool IsComponent(Class type) =>
        type.InheritedClasses.Any(above => above.FullName == typeof(ComponentBase).FullName)
        || type.ImplementedInterfaces.Any(above => above.FullName == typeof(IComponent).FullName)
        || type.Name == "_Imports";

    [GeneratedRegex(
        @"^(CollabWiki\.(Components|Features|Hosting|Live|Nodes)\.|Microsoft\.AspNetCore\.(Components|Mvc|Http|SignalR|Builder)|MudBlazor|Microsoft\.JSInterop)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex HostOrUi();

    [GeneratedRegex(
        @"^CollabWiki\.(Hosting|Live|Nodes|Components\.Shared)\.",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Foundation();
}
