# One image for every process: the API by default, a worker with `node dist/workers/main.js`.

FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN node scripts/prepare.mjs && npm prune --omit=dev

FROM node:22-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
# Made here so that the volumes mounted over them belong to the user that runs.
RUN mkdir /data /models && chown node:node /data /models
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/models/embedded ./models/embedded
COPY --from=build /app/models/registry/manifests ./models/registry/manifests
COPY --from=build /app/dist ./dist
USER node
ENV MUWAZI_DATA_DIR=/data
EXPOSE 3000
CMD ["node", "dist/api/main.js"]
