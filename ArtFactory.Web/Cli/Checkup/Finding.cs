namespace ArtFactory.Web.Cli.Checkup;

/// <summary>How one part of the installation is.</summary>
enum Verdict { Ok, Warn, Fail }

/// <summary>What the doctor found about one part.</summary>
/// <param name="Part">In a word or two.</param>
/// <param name="Verdict">Only <see cref="Verdict.Fail"/> keeps the factory from working.</param>
/// <param name="Message">What is so.</param>
/// <param name="Remedy">What to do; null when nothing is to be done.</param>
sealed record Finding(string Part, Verdict Verdict, string Message, string? Remedy = null);
