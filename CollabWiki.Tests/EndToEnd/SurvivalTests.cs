using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.EndToEnd;

/// <summary>Nothing that was typed is lost, whatever dies.</summary>
[Trait("layer", "browser")]
[Collection("browser")]
public sealed class SurvivalTests(BrowserFixture browsers)
{
    private const string Paragraph = "0123456789 and then 9876543210\n";

    [Fact]
    public async Task The_server_is_killed_twenty_times_while_both_type_and_no_character_is_lost_or_doubled()
    {
        const int Kills = 20;
        await using var scene = await Scene.OpenAsync(browsers, Paragraph);
        var (anna, ben) = await BothAsync(scene);
        var annas = "";
        var bens = "";
        for (var kill = 1; kill <= Kills; kill++)
        {
            var annasPart = $"A{kill:00}abcdefghijklm;";
            var bensPart = $"B{kill:00}nopqrstuvwxyz;";
            annas += annasPart;
            bens += bensPart;
            var typing = Task.WhenAll(
                anna.TypeAsync(annasPart, delay: 15),
                ben.TypeAsync(bensPart, delay: 15)
            );
            // In the middle of it: some updates are acknowledged, some are under way, some not yet typed.
            await anna.ContainsAsync(annasPart[..(2 + (kill % 12))]);
            await scene.Server.KillAsync();
            await typing;
            await scene.Server.StartAsync();
            await anna.SavedAsync();
            await ben.SavedAsync();
        }

        var expected = $"01234{annas}56789 and then 98765{bens}43210\n";
        await anna.ShowsAsync(expected);
        await ben.ShowsAsync(expected);
        Assert.Equal(expected, await scene.DraftTextAsync());
    }

    [Fact]
    public async Task What_is_typed_while_the_connection_is_cut_for_a_minute_arrives_afterwards()
    {
        await using var scene = await Scene.OpenAsync(browsers, Paragraph);
        await using var network = new TcpProxy(scene.Server.Port);
        var (anna, ben) = await BothAsync(scene, network.Url);

        network.Cut();
        // One letter a second, for a minute, on both sides of the cut.
        var letters = string.Concat(Enumerable.Range(0, 60).Select(i => (char)('A' + (i % 26))));
        await Task.WhenAll(
            anna.TypeAsync(letters, delay: 1000),
            ben.TypeAsync(letters.ToLowerInvariant(), delay: 1000),
            anna.ChipAsync("kept on this device")
        );
        await ben.SavedAsync();
        Assert.DoesNotContain("ABC", await ben.TextAsync(), StringComparison.Ordinal);

        network.Mend();
        await anna.SavedAsync();

        var expected = $"01234{letters}56789 and then 98765{letters.ToLowerInvariant()}43210\n";
        await anna.ShowsAsync(expected);
        await ben.ShowsAsync(expected);
        Assert.Equal(expected, await scene.DraftTextAsync());
    }

    [Fact]
    public async Task What_was_typed_without_a_connection_survives_a_reload()
    {
        await using var scene = await Scene.OpenAsync(browsers, Paragraph);
        await using var network = new TcpProxy(scene.Server.Port);
        var (anna, ben) = await BothAsync(scene, network.Url);

        network.Cut();
        await anna.TypeAsync("typed alone", delay: 10);
        await anna.ChipAsync("on this device");
        await ben.TypeAsync("meanwhile", delay: 10);
        await ben.SavedAsync();
        network.Mend();
        await anna.ReloadAsync();
        await anna.ReadyAsync();
        await anna.SavedAsync();

        var expected = "01234typed alone56789 and then 98765meanwhile43210\n";
        await anna.ShowsAsync(expected);
        await ben.ShowsAsync(expected);
        Assert.Equal(expected, await scene.DraftTextAsync());
    }

    [Fact]
    public async Task A_page_that_is_deleted_while_somebody_edits_it_tells_them_and_keeps_their_text()
    {
        await using var scene = await Scene.OpenAsync(browsers, Paragraph);
        var anna = await (await scene.SignInAsync("Anna")).EditAsync();
        await anna.PlaceAsync(0);
        await anna.TypeAsync("Mine: ");
        await anna.SavedAsync();

        await (await scene.SignInAsync("Ben")).TrashAsync();

        await anna.Page.GetByText("deleted").First.WaitForAsync();
        await anna.Page.GetByText("safe on this device").First.WaitForAsync();
        Assert.StartsWith("Mine: ", await scene.DraftTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_that_ended_while_typing_keeps_the_text_until_the_next_one()
    {
        await using var scene = await Scene.OpenAsync(browsers, Paragraph);
        await using var network = new TcpProxy(scene.Server.Port);
        var person = await scene.SignInAsync("Anna", network.Url);
        var anna = await person.EditAsync();
        await anna.PlaceAsync(0);
        await person.Context.ClearCookiesAsync();
        network.Cut();
        await anna.TypeAsync("Before I noticed. ");
        network.Mend();
        await anna.ChipAsync("Sign in again");

        await person.SignInAsync();
        await anna.SavedAsync();

        Assert.Equal("Before I noticed. " + Paragraph, await scene.DraftTextAsync());
    }

    /// <summary>Anna, who may have a network of her own, after the "01234" and Ben before the "43210" of the paragraph.</summary>
    private static async Task<(WebEditor Anna, WebEditor Ben)> BothAsync(
        Scene scene,
        Uri? annasNetwork = null
    )
    {
        var anna = await (await scene.SignInAsync("Anna", annasNetwork)).EditAsync();
        var ben = await (await scene.SignInAsync("Ben")).EditAsync();
        await anna.PlaceAsync(5);
        await ben.PlaceAsync(25);
        return (anna, ben);
    }
}
