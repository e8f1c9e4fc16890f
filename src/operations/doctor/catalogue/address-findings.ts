import type { ExplainedFinding } from './explained.js';

/** The public address, the port, and what strangers can reach. */
export const addressFindings = {
  'address-unresolved': {
    check: 'address',
    weight: 'failure',
    what: { zh: '域名解析不了', en: 'the name does not resolve' },
    remedy: { zh: '核对 PUBLIC_BASE_URL 和 DNS', en: 'Look at PUBLIC_BASE_URL, and at the DNS' },
  },
  'address-refused': {
    check: 'address',
    weight: 'failure',
    what: { zh: '那里没有程序在听', en: 'nothing listens there' },
    remedy: { zh: '启动服务，以及它前面的代理', en: 'Start the service, and the proxy before it' },
  },
  'address-unroutable': {
    check: 'address',
    weight: 'failure',
    what: { zh: '从这台机器到不了', en: 'it cannot be reached from here' },
    remedy: { zh: '检查网络', en: 'Look at the network' },
  },
  'address-silent': {
    check: 'address',
    weight: 'failure',
    what: { zh: '3 秒内没有回答', en: 'no answer within 3 s' },
    remedy: { zh: '检查防火墙和代理', en: 'Look at the firewall, and at the proxy' },
  },
  'address-certificate': {
    check: 'address',
    weight: 'failure',
    what: { zh: '证书不对', en: 'its certificate is not good' },
    remedy: { zh: '换新证书，让代理把整条证书链发出来', en: 'Renew it, and let the proxy send the whole chain' },
  },
  'address-unanswered': {
    check: 'address',
    weight: 'failure',
    what: { zh: '没有回答', en: 'no answer' },
    remedy: { zh: '核对 PUBLIC_BASE_URL 和代理', en: 'Look at PUBLIC_BASE_URL, and at the proxy' },
  },
  'address-elsewhere': {
    check: 'address',
    weight: 'failure',
    what: {
      zh: '它转到 {location}，服务商不会跟过去',
      en: 'it sends us on to {location}, which providers do not follow',
    },
    remedy: { zh: '把 PUBLIC_BASE_URL 设成最后到达的地址', en: 'Set PUBLIC_BASE_URL to where it ends' },
  },
  'address-down': {
    check: 'address',
    weight: 'failure',
    what: {
      zh: '它回答 {status}：代理在，后面的服务不在',
      en: 'it answers {status}: the proxy is there, the service behind it is not',
    },
    remedy: { zh: '启动服务，再看代理的设置', en: 'Start it; look at the proxy' },
  },
  'address-foreign': {
    check: 'address',
    weight: 'failure',
    what: { zh: '它回答 {status}，但不是一拨就灵的回答', en: 'it answers {status}, but not as Yibo does' },
    remedy: {
      zh: '让 PUBLIC_BASE_URL 和代理都指到这个服务',
      en: 'Let PUBLIC_BASE_URL and the proxy lead to this service',
    },
  },
  'address-unencrypted': {
    check: 'address',
    weight: 'only-production-failure',
    what: {
      zh: '没有加密：路上的人能看到市民说的话，也能改',
      en: 'it is not encrypted: what people say can be read and changed on its way',
    },
    remedy: {
      zh: '前面放一个带证书的代理，把 PUBLIC_BASE_URL 改成 https',
      en: 'Put a proxy with a certificate before the service, and use https in PUBLIC_BASE_URL',
    },
  },
  'address-plain-by-choice': {
    check: 'address',
    weight: 'only-production-warning',
    what: {
      zh: '没有加密，YIBO_PLAIN_HTTP=on 说明是有意的：路上的人能看到市民说的话',
      en: 'it is not encrypted, by choice (YIBO_PLAIN_HTTP=on): what people say can be read on its way',
    },
    remedy: {
      zh: '前面放一个带证书的代理，改成 https，去掉 YIBO_PLAIN_HTTP',
      en: 'Put a proxy with a certificate before the service, use https, and unset YIBO_PLAIN_HTTP',
    },
  },
  'address-of-no-provider': {
    check: 'address',
    weight: 'only-production-failure',
    what: {
      zh: '服务商到不了这里：这是本机、内网或示例的地址',
      en: 'no provider can reach it: it is of this machine, of an internal network, or an example',
    },
    remedy: { zh: '把 PUBLIC_BASE_URL 设成公网上的域名', en: 'Set PUBLIC_BASE_URL to a name on the internet' },
  },
  'port-only-for-root': {
    check: 'port',
    weight: 'failure',
    what: { zh: '端口 {port} 只有 root 能用', en: 'port {port} is only for root' },
    remedy: { zh: 'PORT 设成 1024 以上，前面放代理', en: 'Set PORT to 1024 or more, and put a proxy before it' },
  },
  'host-elsewhere': {
    check: 'port',
    weight: 'failure',
    what: { zh: 'HOST {host} 不是这台机器的地址', en: 'HOST {host} is no address of this machine' },
    remedy: { zh: '改成本机的地址；:: 是全部', en: 'Set it to one, or to :: for all' },
  },
  'port-taken': {
    check: 'port',
    weight: 'failure',
    what: { zh: '端口 {port} 被别的程序占着', en: 'port {port} is taken by another program' },
    remedy: {
      zh: 'PORT 换一个空的，或停掉那个程序（ss -ltnp 看是谁）',
      en: 'Set PORT to a free one, or stop that program (ss -ltnp names it)',
    },
  },
  'port-not-ready': {
    check: 'port',
    weight: 'warning',
    what: {
      zh: '一拨就灵在端口 {port} 上运行，但没准备好：{said}',
      en: 'a Yibo is running on port {port}, but is not ready: {said}',
    },
    remedy: { zh: '看它的日志', en: 'Look at its log' },
  },
  'metrics-open': {
    check: 'exposure',
    weight: 'only-production-failure',
    what: { zh: '谁都能读 /metrics', en: 'everybody can read /metrics' },
    remedy: {
      zh: '代理要把 Host 和 X-Forwarded-For 传过来，最好不放行 /metrics；只在本机读，或用 YIBO_OPERATIONS_TOKEN',
      en: 'Let the proxy hand on Host and X-Forwarded-For, or keep /metrics back; read it on this machine, or with YIBO_OPERATIONS_TOKEN',
    },
  },
  'readiness-open': {
    check: 'exposure',
    weight: 'only-production-warning',
    what: {
      zh: '/readyz 对谁都讲里面的情况（版本、出错的文件）',
      en: 'everybody is told by /readyz what is inside (versions, files that were refused)',
    },
    remedy: {
      zh: '代理要把 Host 和 X-Forwarded-For 传过来，或不放行 /readyz',
      en: 'Let the proxy hand on Host and X-Forwarded-For, or keep /readyz back',
    },
  },
  'simulator-open': {
    check: 'exposure',
    weight: 'failure',
    what: {
      zh: '谁都能打开模拟器，用真密钥签名、拨时钟',
      en: 'everybody can open the simulator, which signs with the secrets and sets the clock',
    },
    remedy: {
      zh: '设 NODE_ENV=production 并重启，代理不要放行 /simulator',
      en: 'Set NODE_ENV=production and restart; let the proxy keep /simulator back',
    },
  },
  'listens-to-everybody': {
    check: 'exposure',
    weight: 'only-production-warning',
    what: {
      zh: '服务在所有网卡上听端口 {port}：绕过代理就没有加密，来源地址也能伪造',
      en: 'the service listens on every address, port {port}: past the proxy nothing is encrypted, and addresses can be forged',
    },
    remedy: {
      zh: '代理在本机就设 HOST=127.0.0.1；在别处就用防火墙只放代理进来',
      en: 'Set HOST=127.0.0.1 where the proxy is on this machine; else let the firewall admit the proxy alone',
    },
  },
  'proxy-not-counted': {
    check: 'exposure',
    weight: 'only-production-failure',
    what: {
      zh: '地址是 https，前面必有代理，但 TRUSTED_PROXIES 是 0：所有人算同一个来源，一个人乱猜，大家都被限',
      en: 'the address is https, so a proxy stands before the service, but TRUSTED_PROXIES is 0: everybody counts as one address, and one who guesses locks out all',
    },
    remedy: {
      zh: 'TRUSTED_PROXIES 设成前面代理的层数，一般是 1',
      en: 'Set TRUSTED_PROXIES to how many proxies there are, mostly 1',
    },
  },
  'file-readable-by-others': {
    check: 'exposure',
    weight: 'only-production-warning',
    what: {
      zh: '这台机器上的别人能读它，里面有{kind}',
      en: 'others on this machine can read it, and it holds {kind}',
    },
    remedy: { zh: 'chmod o-rwx {path}', en: 'chmod o-rwx {path}' },
  },
  'content-writable-by-others': {
    check: 'exposure',
    weight: 'only-production-failure',
    what: {
      zh: '这台机器上的别人能改它：市民听到什么、接到谁，都由它定',
      en: 'others on this machine can change it, and it decides what people hear and who is rung',
    },
    remedy: { zh: 'chmod -R o-w {path}', en: 'chmod -R o-w {path}' },
  },
} as const satisfies Record<string, ExplainedFinding>;
