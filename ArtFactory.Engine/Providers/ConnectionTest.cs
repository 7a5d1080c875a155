namespace ArtFactory.Engine.Providers;

/// <summary>Whether a provider can be worked with, in words.</summary>
public sealed record ConnectionTest(bool Works, string Message);
