namespace ArtFactory.Data.Operations;

/// <summary>Where a long piece of work stands; stored in lower case.</summary>
public enum BackgroundJobState { Pending, Running, Done, Failed, Cancelled }
