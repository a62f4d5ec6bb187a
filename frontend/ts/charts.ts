/** Puts a chart in the place of the map that the server drew; without it, or when it fails, the server's stays. */
import { MapChart } from "echarts/charts";
import { AriaComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

echarts.use([MapChart, TooltipComponent, AriaComponent, CanvasRenderer]);

type Region = { name: string; href: string; says: string; shade: string; label: string };

/** What the server's map says: each of its links is a place. */
function regionsOf(map: SVGSVGElement): Region[] {
  return Array.from(map.querySelectorAll<SVGAElement>("a[data-code]"), (link) => ({
    name: link.dataset.code ?? "",
    href: link.href.baseVal,
    says: link.getAttribute("aria-label") ?? "",
    shade: link.getAttribute("class") ?? "map-0",
    label: map.querySelector(`text[data-code="${link.dataset.code}"]`)?.textContent ?? "",
  }));
}

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function optionOf(regions: Region[], description: string): echarts.EChartsCoreOption {
  const byName = new Map(regions.map((region) => [region.name, region]));
  const says = (name: string) => byName.get(name)?.says ?? "";
  return {
    animation: false,
    aria: { enabled: true, label: { enabled: true, description } },
    tooltip: {
      // Written on the canvas: the usual one carries styles that the content security policy forbids.
      renderMode: "richText",
      confine: true,
      backgroundColor: colour("bg-surface"),
      borderColor: colour("secondary"),
      textStyle: { color: colour("body-color") },
      formatter: ({ name }: { name: string }) => says(name),
    },
    series: [
      {
        type: "map",
        map: "below",
        aspectScale: 1,
        // Room for names that are wider than their place.
        left: 16,
        right: 16,
        top: 1,
        bottom: 1,
        selectedMode: false,
        label: {
          show: true,
          color: colour("body-color"),
          textBorderColor: colour("bg-surface"),
          textBorderWidth: 3,
          fontFamily: "inherit",
          formatter: ({ name }: { name: string }) => byName.get(name)?.label ?? "",
        },
        emphasis: {
          label: { color: colour("body-color") },
          itemStyle: { borderColor: colour("body-color"), borderWidth: 2 },
        },
        data: regions.map(({ name, shade }) => {
          const itemStyle = { areaColor: colour(shade), borderColor: colour("map-border"), borderWidth: 1 };
          return { name, value: 0, itemStyle, emphasis: { itemStyle: { areaColor: itemStyle.areaColor } } };
        }),
      },
    ],
  };
}

async function draw(figure: HTMLElement, map: SVGSVGElement): Promise<void> {
  const answer = await fetch(figure.dataset.map ?? "");
  if (!answer.ok) {
    return;
  }
  echarts.registerMap("below", await answer.json());
  const regions = regionsOf(map);
  const sheet = document.createElement("div");
  sheet.className = "map-chart";
  sheet.style.aspectRatio = `${map.viewBox.baseVal.width} / ${map.viewBox.baseVal.height}`;
  map.replaceWith(sheet);
  const chart = echarts.init(sheet);
  const paint = () => chart.setOption(optionOf(regions, figure.dataset.description ?? ""));
  paint();
  chart.on("click", (event) => {
    const region = regions.find(({ name }) => name === event.name);
    if (region) {
      window.location.assign(region.href);
    }
  });
  new ResizeObserver(() => chart.resize()).observe(sheet);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
}

for (const figure of document.querySelectorAll<HTMLElement>("figure[data-map]")) {
  const map = figure.querySelector<SVGSVGElement>("svg.map");
  if (map) {
    draw(figure, map).catch(() => undefined);
  }
}
