namespace ArtFactory.Engine.Expansion.Syntax;

/// <summary>One batch of a prompt or of a negative prompt.</summary>
/// <param name="Commands">Its batch commands.</param>
/// <param name="Template">Its text without commands of the batch and the order, with <see cref="Marks.Slot"/> for each token.</param>
/// <param name="Tokens">The tokens, in the order of their slots.</param>
sealed record BatchSyntax(IReadOnlyList<CommandSyntax> Commands, SourceText Template, IReadOnlyList<TokenSyntax> Tokens);
