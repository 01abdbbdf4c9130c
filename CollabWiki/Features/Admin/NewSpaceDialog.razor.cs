using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Spaces;
using CollabWiki.Hosting;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace CollabWiki.Features.Admin;

/// <summary>Makes a space. Single people are let in on its settings page.</summary>
public sealed partial class NewSpaceDialog
{
    private string name = "";
    private string key = "";
    private string description = "";
    private Role members = Role.Editor;
    private bool isOpen;
    private string message = "";

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private SpaceEditor Editor { get; set; } = null!;

    [Inject]
    private CurrentOrigin Origins { get; set; } = null!;

    [Inject]
    private CurrentViewer Viewers { get; set; } = null!;

    private async Task CreateAsync()
    {
        var viewer = await Viewers.GetAsync(CancellationToken.None);
        if (!AccessRules.MayAdministerWiki(viewer))
        {
            message = "Only administrators of the wiki make spaces. You aren’t one any more.";
            return;
        }
        Grant[] grants =
        [
            new(Audience.Members, members),
            new(Audience.Anyone, isOpen ? Role.Reader : Role.None),
            new(Audience.User, Role.Administrator, viewer.User!.Value),
        ];
        var result = await Editor.CreateAsync(
            key,
            name,
            description,
            grants,
            new Actor(viewer.User!.Value, Origins.Get()),
            CancellationToken.None
        );
        if (result is SpaceResult.Refused refused)
        {
            message = refused.Why.Explain();
        }
        else
        {
            Dialog.Close();
        }
    }
}
