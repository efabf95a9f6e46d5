# Not built by our own checks, which have no Docker: kept minimal on purpose. Tell us when it fails.
FROM node:24-bookworm-slim AS build
WORKDIR /appui
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts
COPY . .
RUN npm run build

FROM node:24-bookworm-slim
ENV NODE_ENV=production DATA_DIR=/data PORT=3000 LOG_FORMAT=json
WORKDIR /appui
COPY --from=build /appui/package.json ./
COPY --from=build /appui/node_modules ./node_modules
COPY --from=build /appui/dist ./dist
COPY --from=build /appui/src/features ./src/features
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK CMD ["node", "-e", "fetch('http://127.0.0.1:3000/readyz').then((r) => process.exit(r.ok ? 0 : 1))"]
CMD ["node", "--max-semi-space-size=16", "dist/server/main.js", "start"]
