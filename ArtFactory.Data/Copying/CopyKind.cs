namespace ArtFactory.Data.Copying;

/// <summary>What a column holds, whatever form an engine gives it: between engines a value travels as the type named here.</summary>
public enum CopyKind
{
    /// <summary><see cref="Guid"/>.</summary>
    Id,

    /// <summary><see cref="string"/>.</summary>
    Text,

    /// <summary>JSON as <see cref="string"/>.</summary>
    Json,

    /// <summary><see cref="DateTime"/>, UTC; compared to the microsecond.</summary>
    Moment,

    /// <summary><see cref="DateOnly"/>.</summary>
    Day,

    /// <summary><see cref="decimal"/>, to the millionth.</summary>
    Money,

    /// <summary><see cref="int"/>.</summary>
    Whole,

    /// <summary><see cref="long"/>; of unsigned numbers the same 64 bits.</summary>
    Wide,

    /// <summary><see cref="double"/>.</summary>
    Real,

    /// <summary><see cref="bool"/>.</summary>
    Flag,
}
