namespace ArtFactory.Engine.Providers;

/// <summary>One value of a <see cref="ParameterType.Choice"/>, and how it is called on the form.</summary>
/// <param name="Value">What is sent to the provider.</param>
/// <param name="Label">What a person reads; the value itself when null.</param>
public sealed record ParameterOption(string Value, string? Label = null);
