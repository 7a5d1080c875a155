namespace ArtFactory.Engine.Upkeep;

/// <summary>The kinds of things in the trash.</summary>
public static class TrashKind
{
    public const string Project = "project";
    public const string Order = "order";
    public const string Product = "product";
    public const string Collection = "collection";

    internal static InvalidInputException Unknown(string kind) =>
        new("kind", $"There is no kind '{kind}' in the trash; take project, order, product or collection.");
}
