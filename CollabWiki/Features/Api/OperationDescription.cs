using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CollabWiki.Features.Api;

/// <summary>What the description says about single requests beyond what their handlers tell: headers and examples.</summary>
internal sealed class OperationDescription : IOpenApiOperationTransformer
{
    private const string Tag = "\"7-1f0a93c4\"";
    private const string Text = "# Notes\n\nWe meet on **Thursday**.\n";

    private static readonly Dictionary<string, JsonNode> Bodies = new(StringComparer.Ordinal)
    {
        ["putText"] = Text,
        ["createPage"] = new JsonObject { ["title"] = "Notes", ["text"] = Text },
        ["changePage"] = new JsonObject { ["title"] = "Minutes", ["parent"] = null },
    };

    private static readonly Dictionary<string, string> Parameters = new(StringComparer.Ordinal)
    {
        ["space"] = "The key of the space, such as TEAM.",
        ["page"] = "The id of the page.",
        ["number"] = "The number of the version, from 1 on.",
        ["limit"] = "How many at most.",
        ["under"] = "The id of a page: only those below it.",
        ["after"] = "The id of the page that the list goes on behind; “next” has it.",
        ["before"] = "The number of the version that the list goes on before; “next” has it.",
        ["comment"] =
            "What the history says about the version, at most 500 characters on one line.",
    };

    public Task TransformAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var name = operation.OperationId ?? "";
        if (Bodies.TryGetValue(name, out var example))
        {
            foreach (var media in operation.RequestBody?.Content?.Values ?? [])
            {
                media.Example = example.DeepClone();
            }
        }
        foreach (var parameter in operation.Parameters ?? [])
        {
            parameter.Description = Parameters.GetValueOrDefault(parameter.Name ?? "");
        }
        switch (name)
        {
            case "putText":
                Add(
                    operation,
                    "If-Match",
                    "The ETag of the version that the text started from.",
                    Tag
                );
                break;
            case "restoreVersion" or "changePage" or "deletePage":
                Add(
                    operation,
                    "If-Match",
                    "The ETag of the version that you take for the newest.",
                    Tag
                );
                break;
            case "createPage":
                Add(
                    operation,
                    NewPageEndpoint.KeyHeader,
                    "A key of your choice, such as a UUID, that makes the request safe to repeat.",
                    "0197f1de-6d3c-7c58-9c53-3a8a4d1c8f10"
                );
                break;
            case "getText" or "getVersionText":
                Add(operation, "If-None-Match", "The ETag of the text that you have.", Tag);
                break;
        }
        foreach (var (status, response) in operation.Responses ?? [])
        {
            Describe(name, status, response);
        }
        return Task.CompletedTask;
    }

    private static void Add(OpenApiOperation operation, string name, string about, string example)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(
            new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Header,
                Required = operation.OperationId == "putText",
                Description = about,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                Example = example,
            }
        );
    }

    private static void Describe(string operation, string status, IOpenApiResponse response)
    {
        foreach (var media in response.Content?.Values ?? [])
        {
            if (ProblemKind.All.FirstOrDefault(kind => $"{kind.Status}" == status) is { } kind)
            {
                media.Example = new JsonObject
                {
                    ["type"] = kind.Type,
                    ["title"] = kind.Title,
                    ["status"] = kind.Status,
                };
            }
        }
        if (status is "200" && operation is "getText" or "getVersionText" or "putText")
        {
            response.Description = "OK. The header ETag names the version.";
        }
    }
}
