/** The members of package.json that the lock is checked against. */
export interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  /** Whether a package's install script may run, by name. */
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

/** One package of package-lock.json. */
export interface LockedPackage {
  /** Its own name, where it is installed under another one. */
  readonly name?: string;
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly hasInstallScript?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
}

export interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** A rule of the supply chain, the number of checked items, and the items that break it. */
export interface LockVerdict {
  readonly what: string;
  readonly asked: number;
  readonly broken: readonly string[];
}

/** Licences that the shipped packages may have. */
const LICENCES = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "MIT",
  "MPL-2.0",
  "Unlicense",
  "WTFPL OR MIT",
]);

/** Packages whose licence is not in the member that npm reads, with its place. */
const STATED_ELSEWHERE: Readonly<Record<string, string>> = {
  "@nomicfoundation/ignition-ui": "MIT, as the repository of Hardhat that it is built from",
  memorystream: "MIT, in the older field `licenses` of its package.json",
};

/** One version, also of a package under another name (`npm:typescript@7.0.2`). */
const EXACT = /^(?:npm:(?<of>@?[\w./-]+)@)?(?<version>\d+\.\d+\.\d+(?:-[\w.]+)?)$/;

function isLocked(required: string, locked: LockedPackage | undefined): boolean {
  const { of, version } = EXACT.exec(required)?.groups ?? {};
  return version !== undefined && locked?.version === version && locked.name === of;
}

/** Checks a manifest and its lock file against the rules of the supply chain. */
export function judgeLock(manifest: Manifest, lock: Lock): readonly LockVerdict[] {
  const asked = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  const locked = Object.entries(lock.packages).filter(([path]) => path !== "");
  const shipped = locked.filter(([, { dev, devOptional }]) => dev !== true && devOptional !== true);
  const scripted = locked.filter(([, one]) => one.hasInstallScript === true && isForThisPlatform(one));
  const names = Object.keys(manifest.allowScripts);
  const broken = <Item>(items: readonly Item[], isBroken: (item: Item) => boolean, tell: (item: Item) => string) =>
    items.filter(isBroken).map(tell);
  const pathOf = ([path]: readonly [string, unknown]) => path;
  return [
    {
      what: "packages required in one exact version, which the lock has",
      asked: asked.length,
      broken: broken(
        asked,
        ([name, version]) => !isLocked(version, lock.packages[`node_modules/${name}`]),
        ([name, version]) => `${name}@${version}`,
      ),
    },
    {
      what: "packages locked by a digest of their content",
      asked: locked.length,
      broken: broken(locked, ([, { integrity = "" }]) => !integrity.startsWith("sha512-"), pathOf),
    },
    {
      what: "packages from npm's registry only",
      asked: locked.length,
      broken: broken(locked, ([, { resolved }]) => resolved !== undefined, pathOf),
    },
    {
      what: "install scripts, all of them named in package.json",
      asked: scripted.length,
      broken: [
        ...broken(scripted, ([path]) => !names.includes(nameOf(path)), pathOf),
        ...names.filter((name) => !scripted.some(([path]) => nameOf(path) === name)),
      ],
    },
    {
      what: "shipped packages with an accepted licence",
      asked: shipped.length,
      broken: broken(
        shipped,
        ([path, { license = "" }]) => !LICENCES.has(license) && STATED_ELSEWHERE[nameOf(path)] === undefined,
        ([path, { license = "no licence" }]) => `${path} (${license})`,
      ),
    },
  ];
}

/** npm does not install packages for other platforms, so their scripts never run here. */
function isForThisPlatform({ os, cpu }: LockedPackage): boolean {
  return (os?.includes("linux") ?? true) && (cpu?.includes("x64") ?? true);
}

const nameOf = (path: string) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
