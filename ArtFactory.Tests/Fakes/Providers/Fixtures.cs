using System.Text.Json.Nodes;

namespace ArtFactory.Tests.Fakes.Providers;

/// <summary>The wire examples, embedded: <c>Replicate/prediction-starting.json</c>.</summary>
public static class Fixtures
{
    public static string Text(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd();
    }

    /// <summary>A fresh object, free to be changed.</summary>
    public static JsonObject Read(string name) => JsonNode.Parse(Text(name))!.AsObject();

    public static byte[] Bytes(string name)
    {
        using var stream = Open(name);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    static Stream Open(string name) =>
        typeof(Fixtures).Assembly.GetManifestResourceStream("fixtures/" + name) ?? throw new ArgumentException($"There is no fixture '{name}'.", nameof(name));
}
