namespace ArtFactory.Data.Operations;

/// <summary>How grave a log line is; stored in upper case.</summary>
public enum LogSeverity { Info, Warning, Error }
