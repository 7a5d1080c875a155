namespace ArtFactory.Data.Projects;

/// <summary>Where a project stands; stored in lower case.</summary>
public enum ProjectStatus { Active, Archived, Completed }
