using ArtFactory.Engine.Providers;

namespace ArtFactory.Tests.Providers.Schemas;

/// <summary>One member of a schema, and the field it becomes.</summary>
public sealed class FieldTests
{
    [Theory]
    [InlineData("""{"type": "string"}""", ParameterType.Text)]
    [InlineData("""{"type": "string", "format": "uri"}""", ParameterType.Media)]
    [InlineData("""{"type": "string", "format": "binary"}""", ParameterType.Media)]
    [InlineData("""{"type": "string", "format": "date"}""", ParameterType.Text)]
    [InlineData("""{"type": "integer"}""", ParameterType.Integer)]
    [InlineData("""{"type": "number"}""", ParameterType.Number)]
    [InlineData("""{"type": ["integer", "number"]}""", ParameterType.Number)]
    [InlineData("""{"type": "boolean"}""", ParameterType.Boolean)]
    [InlineData("""{"type": "object"}""", ParameterType.Json)]
    [InlineData("""{"type": "array", "items": {"type": "number"}}""", ParameterType.Json)]
    [InlineData("""{"type": "array", "items": {"type": "string", "format": "uri"}}""", ParameterType.Media)]
    [InlineData("""{"enum": ["a", "b"]}""", ParameterType.Choice)]
    [InlineData("""{"const": "a"}""", ParameterType.Choice)]
    [InlineData("""{"enum": [true, false]}""", ParameterType.Boolean)]
    [InlineData("""{"enum": [{"a": 1}]}""", ParameterType.Json)]
    [InlineData("""{"default": 3}""", ParameterType.Number)]
    [InlineData("""{"default": "x"}""", ParameterType.Text)]
    [InlineData("""{"minimum": 3}""", ParameterType.Number)]
    [InlineData("""{"properties": {"a": {}}}""", ParameterType.Json)]
    [InlineData("""{"items": {}}""", ParameterType.Json)]
    [InlineData("""{"anyOf": [{"type": "string"}, {"type": "integer"}]}""", ParameterType.Text)]
    [InlineData("""{"anyOf": [{"type": "boolean"}, {"type": "integer"}]}""", ParameterType.Json)]
    [InlineData("""{"oneOf": [{"type": "integer"}, {"type": "number"}]}""", ParameterType.Number)]
    [InlineData("""{"oneOf": [{"const": "a", "title": "First"}, {"const": "b"}]}""", ParameterType.Choice)]
    [InlineData("""{"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "object"}]}""", ParameterType.Json)]
    [InlineData("{}", ParameterType.Json)]
    [InlineData("true", ParameterType.Json)]
    [InlineData("17", ParameterType.Json)]
    [InlineData("""{"type": "colour"}""", ParameterType.Json)]
    public void Each_kind_of_value_has_its_field(string schema, ParameterType type) => Form.Field(schema).Type.ShouldBe(type);

    [Theory]
    [InlineData("""{"anyOf": [{"type": "integer", "minimum": 1}, {"type": "null"}]}""")]
    [InlineData("""{"oneOf": [{"type": "null"}, {"type": "integer", "minimum": 1}]}""")]
    [InlineData("""{"type": ["integer", "null"], "minimum": 1}""")]
    [InlineData("""{"type": "integer", "nullable": true, "minimum": 1}""")]
    [InlineData("""{"allOf": [{"type": "integer"}, {"minimum": 1, "nullable": true}]}""")]
    public void Null_beside_a_type_means_optional(string schema)
    {
        var field = Form.Field(schema);
        (field.Type, field.Nullable, field.Minimum).ShouldBe((ParameterType.Integer, true, 1));
    }

    [Theory]
    [InlineData("""{"type": "integer", "exclusiveMinimum": 0, "maximum": 9}""", 1, 9, false)]
    [InlineData("""{"type": "integer", "minimum": 0, "exclusiveMinimum": true, "maximum": 9.5}""", 1, 9, false)]
    [InlineData("""{"type": "integer", "exclusiveMinimum": 0.5, "exclusiveMaximum": 10}""", 1, 9, false)]
    [InlineData("""{"type": "number", "exclusiveMinimum": 0, "maximum": 9}""", 0, 9, true)]
    [InlineData("""{"allOf": [{"type": "integer", "minimum": 0}], "minimum": 1, "maximum": 9}""", 1, 9, false)]
    public void Ranges_are_read_in_both_dialects(string schema, int low, int high, bool excludes)
    {
        var field = Form.Field(schema);
        (field.Minimum, field.Maximum, field.ExcludesMinimum).ShouldBe((low, high, excludes));
    }

    [Fact]
    public void A_seed_of_64_bits_is_exact()
    {
        var field = Form.Field("""{"type": "integer", "minimum": 0, "maximum": 18446744073709551615, "default": 17454220438242315174}""", name: "seed");
        field.Maximum.ShouldBe(18446744073709551615m);
        field.DefaultText().ShouldBe("17454220438242315174");
        ParameterSchema.Parse(new ParameterSchema([field]).ToJson()).Parameters[0].ShouldSatisfyAllConditions(
            p => p.Maximum.ShouldBe(18446744073709551615m), p => p.DefaultText().ShouldBe("17454220438242315174"));
    }

    [Theory]
    [InlineData("""{"type": "integer", "minimum": 5, "maximum": 1}""")]
    [InlineData("""{"type": "integer", "minimum": 1e400, "maximum": -1e99}""")]
    [InlineData("""{"type": "number", "exclusiveMinimum": 1, "exclusiveMaximum": 1}""")]
    [InlineData("""{"type": "integer", "minimum": "1", "maximum": true}""")]
    public void A_range_that_is_none_is_left_out(string schema) => Form.Field(schema).ShouldSatisfyAllConditions(f => f.Minimum.ShouldBeNull(), f => f.Maximum.ShouldBeNull());

    [Theory]
    [InlineData("""{"type": "string", "enum": ["129", "85"], "default": 129}""", "\"129\"")]
    [InlineData("""{"type": "integer", "enum": [129, 85], "default": "129"}""", "129")]
    [InlineData("""{"type": "integer", "default": "4"}""", "4")]
    [InlineData("""{"type": "integer", "default": 4.0}""", "4")]
    [InlineData("""{"type": "integer", "default": 4.5}""", null)]
    [InlineData("""{"type": "number", "default": 0.80}""", "0.80")]
    [InlineData("""{"type": "boolean", "default": "true"}""", "true")]
    [InlineData("""{"type": "boolean", "default": 7}""", null)]
    [InlineData("""{"type": "string", "default": 7}""", "\"7\"")]
    [InlineData("""{"type": "string", "default": {"a": 1}}""", null)]
    [InlineData("""{"type": "string", "default": null}""", null)]
    [InlineData("""{"enum": ["a"], "default": "c"}""", null)]
    [InlineData("""{"type": "array", "items": {"type": "number"}, "default": [1, 2]}""", "[1, 2]")]
    [InlineData("""{"type": "object", "default": {"a": 1}}""", """{"a": 1}""")]
    public void A_default_takes_the_type_of_its_field_or_is_left_out(string schema, string? value) => Form.Field(schema).DefaultText().ShouldBe(value);

    [Fact]
    public void Options_have_the_labels_that_the_schema_gives_them()
    {
        Form.Field("""{"oneOf": [{"const": 1, "title": "First"}, {"const": 2, "title": "Second"}]}""").Options.Select(o => o.Label).ShouldBe(["First", "Second"]);
        Form.Field("""{"enum": ["a", "b"], "x-enum-labels": ["First", "Second"]}""").Options.Select(o => o.Label).ShouldBe(["First", "Second"]);
        Form.Field("""{"enum": ["a", "b"], "x-enum-labels": {"b": "Second"}}""").Options.Select(o => o.Label).ShouldBe([null, "Second"]);
        Form.Field("""{"enum": ["a", null, "b"]}""").ShouldSatisfyAllConditions(f => f.Values().ShouldBe(["a", "b"]), f => f.Nullable.ShouldBeTrue());
    }

    [Fact]
    public void Suggestions_beside_free_text_leave_the_choice_open() =>
        Form.Field("""{"anyOf": [{"enum": ["a", "b"]}, {"type": "string"}]}""").ShouldSatisfyAllConditions(
            f => f.Type.ShouldBe(ParameterType.Choice), f => f.Other.ShouldBe(OtherValues.Text), f => f.Values().ShouldBe(["a", "b"]));

    [Fact]
    public void What_is_not_described_is_a_json_field_with_a_warning()
    {
        var form = Form.Of("""{"type": "object", "required": ["ghost"], "properties": {"odd": {"type": ["boolean", "array"]}, "empty": {}}}""");
        form.Schema.Parameters.ShouldAllBe(p => p.Type == ParameterType.Json);
        form.Get("ghost").Required.ShouldBeTrue();
        form.Warnings.Count.ShouldBe(3);
        foreach (var name in (string[])["ghost", "odd", "empty"]) form.Warnings.ShouldContain(w => w.StartsWith(name + ": ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"$ref": "#/properties/thing"}""")]
    [InlineData("""{"allOf": [{"$ref": "#/properties/thing"}]}""")]
    [InlineData("""{"anyOf": [{"$ref": "#/properties/thing"}, {"$ref": "#/properties/thing"}]}""")]
    [InlineData("""{"$ref": "#/nowhere"}""")]
    [InlineData("""{"$ref": "https://example.com/schema.json"}""")]
    public void A_reference_in_a_circle_or_into_nothing_is_a_json_field(string schema) => Form.Field(schema).Type.ShouldBe(ParameterType.Json);

    [Fact]
    public void A_list_that_holds_itself_is_read() =>
        Form.Field("""{"type": "array", "items": {"$ref": "#/properties/thing"}}""").ShouldSatisfyAllConditions(f => f.Type.ShouldBe(ParameterType.Json), f => f.IsList.ShouldBeTrue());

    [Theory]
    [InlineData("image_url", true)]
    [InlineData("mask_urls", true)]
    [InlineData("lora_url", false)]
    [InlineData("webhook_url", false)]
    [InlineData("prompt_style", false)]
    public void Fal_marks_files_by_their_names_only(string name, bool isMedia)
    {
        (Form.Field("""{"type": "string"}""", "fal", name).Type == ParameterType.Media).ShouldBe(isMedia);
        Form.Field("""{"type": "string"}""", "replicate", name).Type.ShouldNotBe(ParameterType.Media);
    }

    [Fact]
    public void Weights_are_an_address_and_no_picture() => Form.Field("""{"type": "string", "format": "uri"}""", name: "lora_weights").Type.ShouldBe(ParameterType.Text);

    [Fact]
    public void The_prompt_comes_first_and_keeps_the_models_own_name()
    {
        var form = Form.Of("""{"properties": {"speed": {"type": "number", "x-order": 0}, "n_prompt": {"type": "string", "x-order": 1}, "text": {"type": "string", "x-order": 2}}}""");
        form.Schema.Parameters.Select(p => p.Name).ShouldBe(["text", "n_prompt", "speed"]);
        form.Schema.Find("prompt")!.Name.ShouldBe("text");
        form.Schema.Find("negative_prompt")!.Name.ShouldBe("n_prompt");
    }

    [Fact]
    public void Common_parameters_are_in_sight_and_known_by_the_names_other_models_use()
    {
        var form = Form.Of("""{"properties": {"num_inference_steps": {"type": "integer"}, "cfgScale": {"type": "number"}, "lora_scale": {"type": "number"}, "tau": {"type": "number"}}, "required": ["tau"]}""");
        form.Schema.Find("steps")!.Name.ShouldBe("num_inference_steps");
        form.Schema.Find("guidance_scale")!.Name.ShouldBe("cfgScale");
        form.Schema.Parameters.Where(p => p.Advanced).ShouldHaveSingleItem().Name.ShouldBe("lora_scale");
    }
}
