namespace ArtFactory.Engine;

/// <summary>Something a person gave cannot be taken; the message says what to do, the field says where.</summary>
/// <param name="field">The field it is about, in snake_case.</param>
/// <param name="message">For a person.</param>
public sealed class InvalidInputException(string field, string message) : Exception(message)
{
    public string Field { get; } = field;
}
