namespace ArtFactory.Engine.Orders;

/// <summary>What a person asks for, as typed.</summary>
public sealed record OrderRequest
{
    public required string Provider { get; init; }
    public required string Model { get; init; }
    public required string Prompt { get; init; }
    public string NegativePrompt { get; init; } = "";

    /// <summary>Parameter name to the text that was typed, before interpolation (<c>8,10,20</c>).</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The project; null with <see cref="ProjectName"/> null uses the default project.</summary>
    public Guid? ProjectId { get; init; }

    /// <summary>A project by name, made if there is none.</summary>
    public string? ProjectName { get; init; }

    public Guid? TemplateId { get; init; }
    public Guid? SourceOrderId { get; init; }

    /// <summary>Seed of every random choice; null draws one.</summary>
    public ulong? Seed { get; init; }

    /// <summary>The most the order may spend, in US dollars; null takes the usual limit of the settings.</summary>
    public decimal? BudgetLimit { get; init; }

    /// <summary>The most one item may cost, in US dollars: what is reserved where the model's price is not known, or comes to less.</summary>
    public decimal? ItemCeiling { get; init; }

    public int Priority { get; init; }

    /// <summary><c>web</c>, <c>cli</c> or <c>api</c>.</summary>
    public string Origin { get; init; } = "web";

    /// <summary>Leave out the items an equal earlier item already made (by canonical parameter hash).</summary>
    public bool OnlyNew { get; init; }
}
