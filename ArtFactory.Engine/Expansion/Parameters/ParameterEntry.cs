using ArtFactory.Engine.Providers;

namespace ArtFactory.Engine.Expansion.Parameters;

/// <summary>A parameter and the text it was set to, before interpolation.</summary>
/// <param name="Name">The schema's name, or the name as typed when there is no schema.</param>
/// <param name="Spec">Its spec; null when there is no schema.</param>
/// <param name="Raw">The value as typed.</param>
/// <param name="Field">The field it was typed into.</param>
/// <param name="Span">The value in that field.</param>
/// <param name="InPrompt">Typed into a prompt, where a backslash escapes.</param>
sealed record ParameterEntry(string Name, ParameterSpec? Spec, string Raw, string Field, TextSpan Span, bool InPrompt);
