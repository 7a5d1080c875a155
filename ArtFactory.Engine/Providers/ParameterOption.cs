using System.Text.Json;

namespace ArtFactory.Engine.Providers;

/// <summary>One value of a <see cref="ParameterType.Choice"/>, and how it is called on the form.</summary>
/// <param name="Value">The value as it is typed and shown; what is sent to the provider, as text.</param>
/// <param name="Label">What a person reads; the value itself when null.</param>
/// <param name="Sent">What is sent where the provider wants no text but a number, say; null for the text.</param>
public sealed record ParameterOption(string Value, string? Label = null, JsonElement? Sent = null);
