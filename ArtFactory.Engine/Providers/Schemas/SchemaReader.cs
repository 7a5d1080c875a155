using System.Text.Json;

namespace ArtFactory.Engine.Providers.Schemas;

/// <summary>
/// Makes a parameter form of any schema document a provider can publish. What it does not understand becomes a field edited as JSON,
/// with a warning; it never throws, and what is required is always on the form.
/// </summary>
public static class SchemaReader
{
    const int MostFields = 500;

    /// <param name="document">A model document, a version document, an OpenAPI document, or the bare schema of an input.</param>
    /// <param name="providerId">Whose document it is: providers differ in how they mark files.</param>
    public static SchemaReading Read(JsonElement document, string providerId)
    {
        var remarks = new SchemaRemarks();
        var whole = SchemaNode.Of(document, out var isWhole);
        if (!isWhole) remarks.Add("The document is larger than is read; what lies beyond its first 200,000 values is left out.");
        var (root, input) = SchemaDocument.Of(whole);
        if (input is null)
        {
            remarks.Add("There is no schema of an input in this document, so the form is empty.");
            return new(ParameterSchema.Empty, remarks.All);
        }

        var shapes = new ShapeReader(root, remarks);
        var shape = shapes.Read(input);
        if (shape.Types.Count > 0 && !shape.Types.Contains("object")) remarks.Add("The schema of the input is not that of an object; only its members can be shown.");
        return Form(shape, shapes, remarks, urlsAreMedia: string.Equals(providerId, "fal", StringComparison.OrdinalIgnoreCase));
    }

    static SchemaReading Form(SchemaShape shape, ShapeReader shapes, SchemaRemarks remarks, bool urlsAreMedia)
    {
        // Several shapes of the whole input: all their members are offered.
        foreach (var part in shape.Alternatives)
        {
            part.Required.Clear();
            shape.Join(part);
        }

        foreach (var name in shape.Required.Where(n => !shape.Properties.ContainsKey(n)).ToList())
        {
            remarks.Add(name, "is required, but the schema does not describe it; it is edited as JSON.");
            shape.Properties[name] = SchemaNode.Of(default, out _);
        }

        var reader = new FieldReader(shapes, remarks, urlsAreMedia);
        var fields = new List<FieldDraft>();
        var declared = shape.OrderedNames.Select((name, at) => (name, at)).DistinctBy(p => p.name).ToDictionary(p => p.name, p => p.at, StringComparer.Ordinal);
        var names = shape.Properties.Keys.OrderByDescending(shape.Required.Contains).ToList();
        if (names.Count > MostFields) remarks.Add($"The schema has {names.Count} parameters; the form shows {Math.Max(MostFields, shape.Required.Count)} of them.");
        foreach (var name in names.Take(Math.Max(MostFields, shape.Required.Count)))
        {
            var described = shape.Properties[name].Kind != JsonValueKind.Undefined;
            var own = shapes.Read(shape.Properties[name]);
            if (own.IsReadOnly && !shape.Required.Contains(name)) continue;
            var spec = described ? reader.Read(name, own, shape.Required.Contains(name)) : new ParameterSpec { Name = name, Type = ParameterType.Json, Required = true };
            var place = declared.TryGetValue(name, out var at) ? at : own.Order ?? decimal.MaxValue;
            fields.Add(new(spec, place, shape.Properties.IndexOf(name)));
        }

        TellDoubles(fields, remarks);
        var schema = FormLayout.Of(fields);
        var batch = BatchOf(schema, shape);
        return new(schema, remarks.All, batch?.Name, batch?.Maximum is >= 1 and <= int.MaxValue and { } most ? (int)most : null);
    }

    /// <summary>Names of parameters are compared without regard to case, here and in prompts.</summary>
    static void TellDoubles(List<FieldDraft> fields, SchemaRemarks remarks)
    {
        foreach (var same in fields.GroupBy(f => f.Spec.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            remarks.Add(same.Key, "differs from another parameter only in upper and lower case; only one of them can be set.");
    }

    static ParameterSpec? BatchOf(ParameterSchema schema, SchemaShape shape)
    {
        foreach (var name in ParameterConcept.BatchNames)
        {
            if (schema.Find(name) is not { Type: ParameterType.Integer, Maximum: null or > 1 } spec || !LooseName.Same(spec.Name, name)) continue;
            // There it bounds a series that the model decides about, and is no number of pictures asked for.
            if (name == "max_images" && shape.Properties.ContainsKey("sequential_image_generation")) continue;
            return spec;
        }

        return null;
    }
}
