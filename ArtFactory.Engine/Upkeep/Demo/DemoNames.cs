namespace ArtFactory.Engine.Upkeep.Demo;

/// <summary>What the projects, tags and collections of a demonstration library are called.</summary>
static class DemoNames
{
    static readonly (string Name, string Description)[] AllProjects =
    [
        ("Foxes at dawn", "Red foxes in every medium, for the winter calendar."),
        ("Paper cities", "Skylines as cut paper; postcards in two sizes."),
        ("Herbarium", "Plants that do not exist, drawn as if pressed."),
        ("Night trains", "Stations, carriages and rain on glass."),
        ("Small gods", "Household spirits for a deck of cards."),
        ("Tide pools", "Close studies of the shore at low water."),
        ("Atlas of weather", "One plate for each kind of sky."),
        ("Kitchen still lifes", "Fruit, bread and morning light."),
        ("The long winter", "Covers for a novel in four volumes."),
        ("Looms", "Patterns for woven cloth."),
        ("Observatory", "Domes, lenses and star maps."),
        ("Portraits of nobody", "Faces for a play with a large cast."),
        ("Caravans", "Vehicles on the way to elsewhere."),
        ("Ink mountains", "Landscapes with one brush."),
        ("Garden of glass", "Hothouses at different hours."),
        ("Signals", "Abstract studies for an album."),
        ("Bestiary", "Animals from reports of people who never saw them."),
        ("Old harbours", "Ships, cranes and gulls."),
        ("Fables", "Illustrations for twelve short tales."),
        ("Studio tests", "Whatever needs trying out."),
    ];

    static readonly string[] TagNames =
    [
        "draft", "print", "portfolio", "client", "moodboard", "favourite", "texture", "cover", "night sky", "warm", "cold", "portrait", "landscape",
        "calendar", "social", "hero", "detail", "reference", "upscale", "retouch", "series A", "series B", "wallpaper", "square", "poster", "kids",
        "abstract", "minimal", "busy", "autumn", "winter", "spring", "summer", "fox", "owl", "sea", "city", "paper", "ink", "gold",
    ];

    static readonly (string Name, double Share)[] RareTags = [("exhibition", 0.0005), ("award", 0.00005), ("sold", 0.0002), ("framed", 0.00002)];
    static readonly string[] Colors = ["#d97706", "#0ea5e9", "#16a34a", "#dc2626", "#7c3aed", "#db2777", "#64748b", "#ca8a04"];

    public static IEnumerable<(string Name, string Description)> Projects(int products) => AllProjects.Take(Math.Clamp(products / 20, 1, AllProjects.Length));

    /// <summary>Shares fall as words do: the first on a third of all products, the last of the common ones on one in a hundred.</summary>
    public static IEnumerable<(string Name, string Color, double Share)> Tags => TagNames.Select((n, i) => (n, Colors[i % Colors.Length], 0.33 / (i + 1)))
        .Concat(RareTags.Select((t, i) => (t.Name, Colors[i % Colors.Length], t.Share)));

    public static IReadOnlyList<string> Collections { get; } =
        ["Best of the year", "For the calendar", "Wall candidates", "To retouch", "Sent to print", "Happy accidents"];
}
