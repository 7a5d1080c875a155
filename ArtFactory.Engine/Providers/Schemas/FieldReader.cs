using System.Text.Json;

namespace ArtFactory.Engine.Providers.Schemas;

/// <summary>Turns the shape of one member into a parameter: type, range, options, default, help.</summary>
sealed class FieldReader(ShapeReader shapes, SchemaRemarks remarks, bool urlsAreMedia)
{
    const int MostOptions = 1000;
    const int LongestHelp = 600;
    const int LongestTitle = 80;
    const int LongestLabel = 80;

    public ParameterSpec Read(string name, SchemaShape shape, bool isRequired)
    {
        var spec = Typed(name, shape) with
        {
            Title = TitleOf(name, shape.Title),
            Required = isRequired,
            Nullable = shape.Nullable,
        };
        if (shape.IsSecret)
        {
            spec = spec with { Type = ParameterType.Text, Options = [], Secret = true };
            remarks.Add(name, "is a secret. Orders keep their parameters as plain text, so it cannot be set in an order.");
        }

        spec = spec with { Help = HelpOf(spec, shape) };
        return shape.IsSecret || shape.Default is null ? spec : FieldDefault.Put(spec, shape.Default, remarks);
    }

    ParameterSpec Typed(string name, SchemaShape shape)
    {
        if (shape.Values is { Count: > 0 }) return Choice(name, shape);
        if (shape.Alternatives.Count > 0) return OfAlternatives(name, shape);
        if (shape.IsArray) return OfArray(name, shape);
        if (shape.IsFreeText) return OfText(name, shape);
        if (shape.IsFreeNumber) return OfNumber(name, shape);
        if (shape.Types.Count == 1 && shape.Types.Contains("boolean")) return New(name, ParameterType.Boolean);
        if (shape.IsObject) return New(name, ParameterType.Json);
        if (shape.Types.Count == 0) return Untyped(name, shape);
        // The text is one of the forms the provider takes.
        if (shape.Types.Contains("string")) return OfText(name, shape);
        remarks.Add(name, $"takes values of several types ({string.Join(", ", shape.Types.Order(StringComparer.Ordinal).Take(6))}); it is edited as JSON.");
        return New(name, ParameterType.Json);
    }

    /// <summary>Without a type the range, the format and the default tell what is meant.</summary>
    ParameterSpec Untyped(string name, SchemaShape shape)
    {
        if (shape.Format is not null) return OfText(name, shape);
        if (shape.Minimum is not null || shape.Maximum is not null || shape.MultipleOf is not null) return OfNumber(name, shape);
        switch (shape.Default?.Kind)
        {
            case JsonValueKind.String: return OfText(name, shape);
            case JsonValueKind.True or JsonValueKind.False: return New(name, ParameterType.Boolean);
            case JsonValueKind.Number: return OfNumber(name, shape);
        }

        remarks.Add(name, shape.IsCut ? "refers to itself or lies too deep to be read; it is edited as JSON." : "says nothing of its type; it is edited as JSON.");
        return New(name, ParameterType.Json);
    }

    ParameterSpec OfAlternatives(string name, SchemaShape shape)
    {
        var parts = shape.Alternatives;
        if (parts.Find(p => p.Values is not null) is { } listed && listed.Values!.Count > 0)
        {
            var rest = parts.Where(p => !ReferenceEquals(p, listed)).ToList();
            var choice = Choice(name, listed);
            if (choice.Type == ParameterType.Choice && rest.TrueForAll(IsSize)) return choice with { Other = OtherValues.Size };
            if (choice.Type == ParameterType.Choice && rest.TrueForAll(p => p.IsFreeText)) return choice with { Other = OtherValues.Text };
        }

        if (parts.Find(p => p.IsFreeText && p.Format is not null) is { } file) return OfText(name, file);
        if (parts.Find(p => p.IsFreeText) is { } text) return OfText(name, text);
        if (parts.TrueForAll(p => p.IsFreeNumber))
        {
            var all = new SchemaShape();
            foreach (var part in parts) all.Types.UnionWith(part.Types);
            // The widest of the ranges: a number serves if one branch takes it.
            if (parts.TrueForAll(p => p.Minimum is not null)) all.Minimum = parts.Min(p => p.Minimum);
            if (parts.TrueForAll(p => p.Maximum is not null)) all.Maximum = parts.Max(p => p.Maximum);
            return OfNumber(name, all);
        }

        remarks.Add(name, "takes values of several kinds; it is edited as JSON.");
        return New(name, ParameterType.Json);
    }

    static bool IsSize(SchemaShape shape) => shape.IsObject && shape.Properties.ContainsKey("width") && shape.Properties.ContainsKey("height");

    ParameterSpec Choice(string name, SchemaShape shape)
    {
        var values = shape.Values!;
        if (values.Exists(v => v.Value.Kind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Undefined || !v.Value.IsSound))
        {
            remarks.Add(name, "lists values that are neither text nor numbers; it is edited as JSON.");
            return New(name, ParameterType.Json);
        }

        if (values.TrueForAll(v => v.Value.Kind is JsonValueKind.True or JsonValueKind.False) && values.Select(v => v.Value.Kind).Distinct().Count() == 2)
            return New(name, ParameterType.Boolean);
        var options = values.DistinctBy(v => TextOf(v.Value), StringComparer.Ordinal)
            .Select(v => new ParameterOption(TextOf(v.Value), LabelOf(v.Value, v.Label), v.Value.Text is null ? v.Value.Element.Clone() : null)).ToList();
        if (options.Count > MostOptions)
        {
            remarks.Add(name, $"has {options.Count} options; the first {MostOptions} are offered, and any other can be typed.");
            return New(name, ParameterType.Choice) with { Options = options[..MostOptions], Other = OtherValues.Text };
        }

        return New(name, ParameterType.Choice) with { Options = options };
    }

    static string TextOf(SchemaNode value) => value.Text ?? value.Element.GetRawText();

    static string? LabelOf(SchemaNode value, string? label) =>
        string.IsNullOrWhiteSpace(label) || label.Length > LongestLabel || label == TextOf(value) ? null : label;

    ParameterSpec OfText(string name, SchemaShape shape) => New(name, MediaNames.IsMedia(name, shape.Format, urlsAreMedia) ? ParameterType.Media : ParameterType.Text);

    /// <summary>A list of files is picked like one file; any other list is edited as JSON.</summary>
    ParameterSpec OfArray(string name, SchemaShape shape)
    {
        var items = shapes.Read(shape.Items);
        var file = items.IsFreeText ? items : items.Alternatives.Find(a => a.IsFreeText);
        return file is not null && MediaNames.IsMedia(name, file.Format, urlsAreMedia)
            ? New(name, ParameterType.Media) with { IsList = true }
            : New(name, ParameterType.Json) with { IsList = true };
    }

    ParameterSpec OfNumber(string name, SchemaShape shape)
    {
        var isWhole = shape.Types.Contains("integer") && !shape.Types.Contains("number");
        var (low, high) = (shape.Minimum, shape.Maximum);
        var (noLow, noHigh) = (shape.ExcludesMinimum, shape.ExcludesMaximum);
        if (isWhole)
        {
            // The nearest whole numbers within; a bound beyond 64 bits bounds nothing.
            low = low is { } l ? noLow && decimal.Truncate(l) == l ? l + 1 : decimal.Ceiling(l) : null;
            high = high is { } h ? noHigh && decimal.Truncate(h) == h ? h - 1 : decimal.Floor(h) : null;
            if (low < long.MinValue) low = null;
            if (high > ulong.MaxValue) high = null;
            (noLow, noHigh) = (false, false);
        }

        if (low > high || (low == high && (noLow || noHigh)))
        {
            remarks.Add(name, "has a range without a value in it; the range is left out.");
            (low, high, noLow, noHigh) = (null, null, false, false);
        }

        return New(name, isWhole ? ParameterType.Integer : ParameterType.Number) with
        {
            Minimum = low,
            Maximum = high,
            ExcludesMinimum = low is not null && noLow,
            ExcludesMaximum = high is not null && noHigh,
            Step = isWhole ? (shape.MultipleOf is { } whole && decimal.Truncate(whole) == whole ? whole : null) : shape.MultipleOf ?? StepWithin(low, high),
        };
    }

    /// <summary>A step that gives a slider a sensible number of stops.</summary>
    static decimal? StepWithin(decimal? low, decimal? high)
    {
        if (low is not (> -1_000_000 and < 1_000_000) || high is not (> -1_000_000 and < 1_000_000)) return null;
        return (high.Value - low.Value) switch { 0 => null, <= 2 => 0.05m, <= 10 => 0.1m, <= 100 => 0.5m, _ => 1 };
    }

    string? HelpOf(ParameterSpec spec, SchemaShape shape)
    {
        var kind = spec.Type switch
        {
            ParameterType.Json when shape.IsArray => $"A JSON list{Of(shapes.Read(shape.Items))}.",
            ParameterType.Json when shape.IsObject && shape.Properties.Count > 0 => $"A JSON object with {Names(shape)}.",
            ParameterType.Choice when spec.Other == OtherValues.Size => "Or a size of your own, such as 1024x768.",
            _ => null,
        };
        var text = shape.Description is null ? kind : kind is null ? shape.Description : $"{shape.Description.TrimEnd('.')}. {kind}";
        return text?.Length > LongestHelp ? Shorten(text, LongestHelp) : text;
    }

    static string Of(SchemaShape items) => items switch
    {
        { Values.Count: > 0 } => " of " + string.Join(", ", items.Values.Take(8).Select(v => TextOf(v.Value))),
        { IsObject: true, Properties.Count: > 0 } => $" of objects with {Names(items)}",
        { IsFreeText: true } => " of texts",
        { IsFreeNumber: true } => " of numbers",
        _ => "",
    };

    static string Names(SchemaShape shape)
    {
        var names = (shape.OrderedNames.Count > 0 ? shape.OrderedNames.Where(shape.Properties.ContainsKey) : shape.Properties.Keys).Take(9).Select(n => Shorten(n, 40)).ToList();
        return names.Count == 9 ? string.Join(", ", names[..8]) + " and more" : string.Join(", ", names);
    }

    /// <summary>Null where the title only repeats the name.</summary>
    static string? TitleOf(string name, string? title) =>
        title is null || title.Length > LongestTitle || Letters(title).Equals(Letters(name), StringComparison.OrdinalIgnoreCase) ? null : title;

    static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    static string Shorten(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1)] + "…";

    static ParameterSpec New(string name, ParameterType type) => new() { Name = name, Type = type };
}
