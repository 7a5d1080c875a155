using Microsoft.Playwright;

namespace ArtFactory.Tests.Browser;

/// <summary>What people do on a page, said once.</summary>
static class PageActs
{
    /// <summary>Goes to a path and waits until the live page stands in place of the static one.</summary>
    public static async Task GoAsync(this IPage page, string address)
    {
        await page.GotoAsync(address);
        await page.Locator(".shell:not(.boot) h1").First.WaitForAsync();
        await page.Locator("html[data-live]").WaitForAsync();
        await page.Locator(".shell:not(.boot) .page .skeleton").First.WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    /// <summary>Presses Tab until the element has the focus.</summary>
    public static async Task TabToAsync(this IPage page, ILocator target, int most = 60)
    {
        for (var i = 0; i < most; i++)
        {
            if (await target.EvaluateAsync<bool>("e => e === document.activeElement")) return;
            await page.Keyboard.PressAsync("Tab");
        }

        throw new InvalidOperationException($"{most} presses of Tab did not reach {target}.");
    }

    /// <summary>Waits until so many pictures of orders have loaded.</summary>
    public static Task WaitForPicturesAsync(this IPage page, string selector, int count) => page.WaitForFunctionAsync(
        "([selector, count]) => [...document.querySelectorAll(selector)].filter(i => i.complete && i.naturalWidth > 0).length >= count",
        new object[] { selector, count }, new() { Timeout = 90_000 });

    /// <summary>Remembers what the page complains about; a broken connection is a complaint only where nobody broke it.</summary>
    public static List<string> Complaints(this IPage page)
    {
        var complaints = new List<string>();
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error") complaints.Add(message.Text);
        };
        return complaints;
    }
}
