using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CollabWiki.Core.Activity;
using CollabWiki.Hosting;

namespace CollabWiki.Commands;

/// <summary>"collabwiki audit verify" and "collabwiki audit export". The server may be running.</summary>
internal static class AuditCommands
{
    public static Command Audit(Func<ServiceProvider> services) =>
        new("audit", "Verify or write out the audit trail.") { Verify(services), Export(services) };

    private static Command Verify(Func<ServiceProvider> services)
    {
        var expect = new Option<AuditAnchor?>("--expect")
        {
            Description =
                "What an earlier “audit verify” printed as the head and was kept elsewhere: NUMBER:HASH, or the hash alone. The chain must pass through it.",
            CustomParser = ParseAnchor,
        };
        var command = new Command(
            "verify",
            "Go through the whole chain; 0 when it is sound, 1 when not."
        )
        {
            expect,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                await using var provider = services();
                var verdict = await provider
                    .GetRequiredService<AuditVerifier>()
                    .VerifyAsync(parsed.GetValue(expect), progress: null, ct);
                return await TellAsync(verdict);
            }
        );
        return command;
    }

    private static Command Export(Func<ServiceProvider> services)
    {
        var format = new Option<string>("--format")
        {
            Description = "csv for spreadsheets, jsonl for programs.",
            DefaultValueFactory = _ => "jsonl",
        };
        format.AcceptOnlyFromAmong("csv", "jsonl");
        var from = Day("--from", "The first day (UTC), such as 2026-03-01.");
        var to = Day("--to", "The last day (UTC).");
        var output = new Option<FileInfo?>("--output")
        {
            Description = "The file to write; standard output if not set.",
        };
        var command = new Command("export", "Write the entries out, oldest first.")
        {
            format,
            from,
            to,
            output,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                await using var provider = services();
                var query = new AuditQuery
                {
                    From = Start(parsed.GetValue(from)),
                    To = Start(parsed.GetValue(to)?.AddDays(1)),
                };
                var kind = parsed.GetRequiredValue(format);
                await provider
                    .GetRequiredService<AuditTrail>()
                    .RecordAsync(
                        AuditKind.AuditExported,
                        AuditTarget.Wiki,
                        CommandActor.Me,
                        $"as {kind}"
                    );
                await using var stream =
                    parsed.GetValue(output)?.Create() ?? Console.OpenStandardOutput();
                await using var writer = AuditStream.Writer(stream, kind);
                await provider
                    .GetRequiredService<AuditExport>()
                    .WriteAsync(writer, AuditStream.FormatOf(kind), query, ct);
                return 0;
            }
        );
        return command;
    }

    private static async Task<int> TellAsync(AuditVerdict verdict)
    {
        if (verdict.Seal is { } seal)
        {
            Console.WriteLine(
                $"Entries up to {seal.Last.Number} were removed because of their age, the last of {seal.At.UtcDateTime:yyyy-MM-dd}."
            );
        }
        foreach (var flaw in verdict.Flaws)
        {
            await Console.Error.WriteLineAsync(flaw.ToString());
        }
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{(verdict.IsSound ? "Sound" : "BROKEN")}: {verdict.Count:N0} entries. Head {verdict.Last}"
            )
        );
        return verdict.IsSound ? 0 : 1;
    }

    private static AuditAnchor? ParseAnchor(ArgumentResult result)
    {
        var anchor = AuditAnchor.Find(result.Tokens.Single().Value);
        if (anchor is null)
        {
            result.AddError("--expect takes NUMBER:HASH or a hash of 64 hexadecimal digits.");
        }
        return anchor;
    }

    private static Option<DateOnly?> Day(string name, string description) =>
        new(name)
        {
            Description = description,
            CustomParser = result =>
            {
                if (
                    DateOnly.TryParseExact(
                        result.Tokens.Single().Value,
                        "yyyy-MM-dd",
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.None,
                        out var day
                    )
                )
                {
                    return day;
                }
                result.AddError($"{name} takes a day such as 2026-03-01.");
                return null;
            },
        };

    private static DateTimeOffset? Start(DateOnly? day) =>
        day is { } known ? new DateTimeOffset(known, TimeOnly.MinValue, TimeSpan.Zero) : null;
}
