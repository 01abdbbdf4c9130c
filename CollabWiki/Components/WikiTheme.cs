using MudBlazor;

namespace CollabWiki.Components;

/// <summary>The tokens of wwwroot/css/tokens.css as MudBlazor wants them: change them there and here.</summary>
internal static class WikiTheme
{
    private static readonly string[] UiFont =
    [
        "Inter",
        "'Inter Fallback'",
        "'Noto Sans'",
        "'PingFang SC'",
        "'Noto Sans CJK SC'",
        "sans-serif",
    ];

    public static readonly MudTheme Theme = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#2f55d4",
            PrimaryContrastText = "#ffffff",
            Secondary = "#625f58",
            Success = "#18764a",
            Warning = "#8a5a00",
            Error = "#bf2c45",
            Info = "#2f55d4",
            Background = "#ffffff",
            Surface = "#ffffff",
            AppbarBackground = "#ffffff",
            DrawerBackground = "#f7f6f3",
            TextPrimary = "#1f1e1b",
            TextSecondary = "#625f58",
            TextDisabled = "#75726a",
            ActionDefault = "#625f58",
            Divider = "#e7e5df",
            LinesDefault = "#e7e5df",
            LinesInputs = "#8d8a82",
            OverlayDark = "rgba(31,30,27,0.28)",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#9db2ff",
            PrimaryContrastText = "#141a33",
            Secondary = "#a8a59d",
            Success = "#6ccf98",
            Warning = "#e2b35a",
            Error = "#ff8d9d",
            Info = "#9db2ff",
            Background = "#1a1a19",
            Surface = "#282826",
            AppbarBackground = "#1a1a19",
            DrawerBackground = "#212120",
            TextPrimary = "#ebe9e4",
            TextSecondary = "#a8a59d",
            TextDisabled = "#8f8c84",
            ActionDefault = "#a8a59d",
            Divider = "#343431",
            LinesDefault = "#343431",
            LinesInputs = "#7c7970",
            OverlayDark = "rgba(0,0,0,0.55)",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px" },
        Typography = new Typography
        {
            Default = Type<DefaultTypography>("0.875rem", "400", "1.45"),
            Body1 = Type<Body1Typography>("0.875rem", "400", "1.45"),
            Body2 = Type<Body2Typography>("0.8125rem", "400", "1.45"),
            Caption = Type<CaptionTypography>("0.78125rem", "400", "1.45"),
            H6 = Type<H6Typography>("1.1875rem", "650", "1.3"),
            Button = Type<ButtonTypography>("0.875rem", "500", "1.45"),
        },
    };

    private static T Type<T>(string size, string weight, string leading)
        where T : BaseTypography, new() =>
        new()
        {
            FontFamily = UiFont,
            FontSize = size,
            FontWeight = weight,
            LineHeight = leading,
            LetterSpacing = "normal",
            TextTransform = "none",
        };
}
