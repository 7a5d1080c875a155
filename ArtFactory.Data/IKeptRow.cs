namespace ArtFactory.Data;

/// <summary>A row that remembers when it was made and last changed (UTC).</summary>
public interface IKeptRow
{
    DateTime CreatedAt { get; set; }
    DateTime UpdatedAt { get; set; }
}
